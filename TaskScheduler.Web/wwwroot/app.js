(() => {
  const root = document.documentElement;
  const systemDark = matchMedia('(prefers-color-scheme: dark)');
  const watchers = new Map();

  const currentTheme = () => root.dataset.theme || (systemDark.matches ? 'dark' : 'light');

  function showTheme(name) {
    root.dataset.theme = name;
    for (const sheet of document.querySelectorAll('link[data-for-theme]'))
      sheet.media = sheet.dataset.forTheme === name ? 'all' : 'not all';
    announceTheme();
  }

  function announceTheme() {
    for (const watcher of watchers.values()) watcher.invokeMethodAsync('ThemeChanged', currentTheme());
  }

  systemDark.addEventListener('change', announceTheme);
  const otherTabs = 'BroadcastChannel' in window ? new BroadcastChannel('theme') : null;
  otherTabs?.addEventListener('message', e => showTheme(e.data));

  window.taskScheduler = {
    timeZone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    theme: {
      watch: (id, watcher) => { watchers.set(id, watcher); return currentTheme(); },
      unwatch: id => { watchers.delete(id); },
      choose: name => {
        // A cookie, so that the server's first byte already has the right theme.
        document.cookie = `theme=${name};path=${new URL(document.baseURI).pathname};max-age=31536000;samesite=lax`;
        showTheme(name);
        otherTabs?.postMessage(name);
      },
    },
  };

  // A hash link would be resolved against the base address and leave the page.
  document.addEventListener('click', e => {
    if (!e.target.closest?.('.skip-link')) return;
    e.preventDefault();
    document.getElementById('content')?.focus();
  }, true);

  const connectionWords = {
    show: ['Connection lost', 'Trying to reconnect. What you see may be out of date; your tasks keep running on the server.', []],
    failed: ['Still no connection', 'The server could not be reached. It may be restarting, or your network may be down.', ['retry', 'reload']],
    rejected: ['The server was restarted', 'Reload the page to go on. What you were typing was not saved.', ['reload']],
  };

  function sayConnection(notice) {
    const state = Object.keys(connectionWords).find(name => notice.classList.contains(`components-reconnect-${name}`));
    if (!state) return notice.close();

    // A page that only shows data picks up where it was; an open dialog may hold text its owner wants to copy first.
    if (state === 'rejected' && !document.querySelector('.rz-dialog, dialog form')) return location.reload();

    const [title, text, buttons] = connectionWords[state];
    notice.querySelector('#connection-title').textContent = title;
    notice.querySelector('#connection-text').textContent = text;
    for (const button of notice.querySelectorAll('[data-connection]')) button.hidden = !buttons.includes(button.dataset.connection);
    if (!notice.open) notice.showModal();
  }

  // A page left open on a wall finds its way back by itself, however long the server was away.
  const reconnectionOptions = { maxRetries: 1_000_000, retryIntervalMilliseconds: tries => Math.min(250 * 2 ** tries, 5000) };

  document.addEventListener('DOMContentLoaded', () => {
    Blazor.start({ circuit: { reconnectionOptions } });

    const notice = document.getElementById('components-reconnect-modal');
    notice.addEventListener('cancel', e => e.preventDefault());
    new MutationObserver(() => sayConnection(notice)).observe(notice, { attributeFilter: ['class'] });
    document.addEventListener('click', async e => {
      const action = e.target.closest?.('[data-connection]')?.dataset.connection;
      if (action === 'reload') location.reload();
      if (action === 'retry' && await Blazor.reconnect() === false) location.reload();
    });
  });
})();
