// Listens to the hub with the client others use. Writes what it is told as lines ["event", content], and takes lines
// ["Method", argument, …] to call. With "resume" as third argument it asks for stateful reconnect.
import { HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
import { createInterface } from 'node:readline';

const [address, token, resume] = process.argv.slice(2);
const say = (...line) => console.log(JSON.stringify(line));

const builder = new HubConnectionBuilder()
  .withUrl(address, { accessTokenFactory: () => token })
  .withAutomaticReconnect({ nextRetryDelayInMilliseconds: () => 50 })
  .configureLogging(LogLevel.None);
if (resume === 'resume') builder.withStatefulReconnect();
const hub = builder.build();

for (const event of ['taskChanged', 'taskDeleted', 'runChanged', 'reload']) hub.on(event, content => say(event, content ?? null));
hub.onreconnecting(() => say('reconnecting'));
hub.onreconnected(() => say('reconnected'));
hub.onclose(error => say('closed', String(error)));

await hub.start();
say('connected');
for await (const line of createInterface({ input: process.stdin })) {
  const [method, ...args] = JSON.parse(line);
  try {
    await hub.invoke(method, ...args);
    say('called', method);
  } catch (error) {
    say('refused', error.message);
  }
}
