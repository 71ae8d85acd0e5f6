// Reads iCalendar objects with two libraries and says what they hold. Argument: a file with a JSON array of {text, until, most, onlyIcalJs}; answers a JSON array.
import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';

const inputs = JSON.parse(readFileSync(process.argv[2], 'utf8'));

function readWithIcalJs({ text, until, most }) {
  ICAL.TimezoneService.reset();
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  return {
    method: calendar.getFirstPropertyValue('method'),
    name: calendar.getFirstPropertyValue('x-wr-calname'),
    zones: calendar.getAllSubcomponents('vtimezone').length,
    events: calendar.getAllSubcomponents('vevent').map((component) => {
      const event = new ICAL.Event(component);
      const alarm = component.getFirstSubcomponent('valarm');
      return {
        uid: event.uid,
        sequence: event.sequence,
        summary: event.summary,
        description: event.description,
        organizer: event.organizer,
        attendees: event.attendees.map((attendee) => attendee.getFirstValue()),
        names: event.attendees.map((attendee) => attendee.getParameter('cn')),
        rsvp: event.attendees.map((attendee) => attendee.getParameter('rsvp')),
        status: component.getFirstPropertyValue('status'),
        stamp: component.getFirstPropertyValue('dtstamp').toString(),
        start: event.startDate.toUnixTime(),
        end: event.endDate.toUnixTime(),
        startZone: event.startDate.zone.tzid,
        alarm: alarm && { action: alarm.getFirstPropertyValue('action'), trigger: alarm.getFirstPropertyValue('trigger').toString(), description: alarm.getFirstPropertyValue('description') },
        occurrences: until ? expand(event, until, most) : [],
      };
    }),
  };
}

function expand(event, until, most) {
  const found = [];
  const iterator = event.iterator();
  for (let next = iterator.next(); next && found.length < most; next = iterator.next()) {
    const at = next.toUnixTime();
    if (at > until) break;
    found.push(at);
  }
  return found;
}

function readWithNodeIcal({ text }) {
  const calendar = nodeIcal.sync.parseICS(text);
  return Object.values(calendar).filter((entry) => entry.type === 'VEVENT').map((event) => ({
    uid: event.uid,
    sequence: Number(event.sequence),
    summary: plain(event.summary),
    description: plain(event.description),
    status: event.status,
    method: event.method ?? null,
    start: event.start.getTime() / 1000,
    end: event.end.getTime() / 1000,
    attendee: plain(event.attendee),
    organizer: plain(event.organizer),
  }));
}

function plain(value) {
  return value && typeof value === 'object' ? value.val : value;
}

console.log(JSON.stringify(inputs.map((input) => {
  try {
    return { icalJs: readWithIcalJs(input), nodeIcal: input.onlyIcalJs ? [] : readWithNodeIcal(input) };
  } catch (error) {
    return { fault: String(error && error.stack) };
  }
})));
