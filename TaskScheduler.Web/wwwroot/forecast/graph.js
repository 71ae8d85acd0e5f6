(() => {
  const watched = new Map();
  // So many scheduled times further with Page Up and Page Down.
  const leap = 10;

  const length = ms => {
    const two = (large, unit, small, smaller) => small ? `${large} ${unit} ${small} ${smaller}` : `${large} ${unit}`;
    if (ms < 1000) return `${ms} ms`;
    if (ms < 10_000) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`;
    if (ms < 60_000) return `${Math.floor(ms / 1000)} s`;
    if (ms < 3_600_000) return two(Math.floor(ms / 60_000), 'min', Math.floor(ms / 1000) % 60, 's');
    return two(Math.floor(ms / 3_600_000), 'h', Math.floor(ms / 60_000) % 60, 'min');
  };
  const count = (number, unit) => `${number.toLocaleString('en')} ${unit}${number === 1 ? '' : 's'}`;

  function read(graph) {
    const from = Number(graph.dataset.from);
    const number = text => text === '' ? null : Number(text);
    return graph.dataset.readings.split(';').filter(Boolean).map(one => {
      const [column, after, tasks, predicted, actual, instances] = one.split(',').map(number);
      return { column, at: from + after, tasks, predicted, actual, instances };
    });
  }

  function words(point, clock) {
    const compute = point.actual === null ? [`${length(point.predicted ?? 0)} of compute predicted`]
      : [`It took ${length(point.actual)} of compute`, point.predicted === null ? 'not predicted' : `predicted ${length(point.predicted)}`];
    return {
      time: clock.format(point.at),
      lines: [count(point.tasks, point.actual === null ? 'task' : 'run'), compute.join(', '), `${point.actual === null ? 'needs' : 'needed'} ${count(point.instances, 'instance')}`],
    };
  }

  function watch(id) {
    const graph = document.getElementById(id);
    if (!graph) return;
    const cursor = graph.querySelector('.graph-cursor');
    const reading = graph.querySelector('.graph-reading');
    const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone: graph.dataset.zone });
    let points = read(graph);
    let shown = null;

    const field = () => graph.querySelector('.plot-field').getBoundingClientRect();
    // The nearest of the points, which ascend.
    const nearest = (key, value) => {
      let low = 0, high = points.length - 1;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (points[middle][key] < value) low = middle; else high = middle;
      }
      return Math.abs(points[low][key] - value) <= Math.abs(points[high][key] - value) ? low : high;
    };

    function show(index) {
      shown = points[index].at;
      const { time, lines } = words(points[index], clock);
      const area = field(), own = graph.getBoundingClientRect();
      const x = area.left - own.left + (points[index].column + 0.5) / Number(graph.dataset.columns) * area.width;
      reading.querySelector('strong').textContent = time;
      reading.querySelectorAll('span').forEach((line, i) => { line.textContent = lines[i]; });
      cursor.hidden = reading.hidden = false;
      cursor.style.translate = `${x}px`;
      const room = own.width - reading.offsetWidth;
      const beside = x + 12 > room ? x - 12 - reading.offsetWidth : x + 12;
      reading.style.translate = `${Math.max(0, Math.min(room, beside))}px`;
      graph.setAttribute('aria-valuenow', points[index].column);
      graph.setAttribute('aria-valuetext', [time, ...lines].join(', '));
    }

    function hide() {
      shown = null;
      cursor.hidden = reading.hidden = true;
    }

    function onPointer(e) {
      if (!points.length) return;
      const area = field();
      show(nearest('column', (e.clientX - area.left) / area.width * Number(graph.dataset.columns) - 0.5));
    }

    // A finger that was lifted leaves what it read off; it is put away by a touch beside the graph.
    const onLeave = e => { if (e.pointerType !== 'touch' && document.activeElement !== graph) hide(); };
    const onBlur = () => hide();

    function onKey(e) {
      if (!points.length || e.ctrlKey || e.metaKey || e.altKey) return;
      if (e.key === 'Escape' && shown !== null) { e.preventDefault(); hide(); return; }
      // The first reading is that of the next scheduled time.
      const now = shown === null ? nearest('at', Date.now()) : nearest('at', shown);
      const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageUp: leap, PageDown: -leap, Home: -Infinity, End: Infinity }[e.key];
      if (step === undefined) return;
      e.preventDefault();
      show(shown === null && Number.isFinite(step) ? now : Math.max(0, Math.min(points.length - 1, now + step)));
    }

    // What is read off stays with its time while the graph moves on under it.
    const news = new MutationObserver(() => {
      points = read(graph);
      if (shown !== null) { if (points.length) show(nearest('at', shown)); else hide(); }
    });
    news.observe(graph, { attributeFilter: ['data-readings'] });
    const size = new ResizeObserver(() => { if (shown !== null && points.length) show(nearest('at', shown)); });
    size.observe(graph);
    const events = { pointermove: onPointer, pointerdown: onPointer, pointerleave: onLeave, blur: onBlur, keydown: onKey };
    for (const [name, handler] of Object.entries(events)) graph.addEventListener(name, handler);
    graph.dataset.watched = '';
    watched.set(id, () => {
      news.disconnect();
      size.disconnect();
      for (const [name, handler] of Object.entries(events)) graph.removeEventListener(name, handler);
    });
  }

  function unwatch(id) {
    watched.get(id)?.();
    watched.delete(id);
  }

  taskScheduler.graph = { watch, unwatch };
})();
