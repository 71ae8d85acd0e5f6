(() => {
  const openers = new Map();

  const firstField = dialog =>
    dialog.querySelector('[data-first]') ?? dialog.querySelector('h2');

  function open(dialog, id, owner) {
    openers.set(id, document.activeElement);
    const ask = e => { e.preventDefault(); owner.invokeMethodAsync('AskToCloseAsync'); };

    // Escape is taken before the browser does: it closes a dialog on the second press whatever the page says.
    dialog.addEventListener('keydown', e => {
      if (e.key === 'Escape' && e.target.matches('[data-takes-escape]')) e.preventDefault();
      else if (e.key === 'Escape') { e.stopPropagation(); ask(e); }
      if (e.key === 'Enter' && e.target.matches('[data-takes-enter]')) e.preventDefault();
      if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) {
        e.preventDefault();
        // A field tells of its value when it is left.
        document.activeElement?.blur();
        dialog.querySelector('form')?.requestSubmit();
      }
    });
    dialog.addEventListener('cancel', e => { if (e.target === dialog) ask(e); });
    dialog.addEventListener('mousedown', e => { if (e.target === dialog && dialog.matches('.drawer')) ask(e); });
    dialog.showModal();
    // The content may still be loading; the field gets the focus when it is there, unless somebody was faster.
    focusFirst(dialog);
  }

  function focusFirst(dialog) {
    firstField(dialog)?.focus();
    if (dialog.querySelector('[data-first]')) return;
    const arrival = new MutationObserver(() => {
      const field = dialog.querySelector('[data-first]');
      if (!field) return;
      arrival.disconnect();
      if (document.activeElement === dialog.querySelector('h2')) field.focus();
    });
    arrival.observe(dialog, { childList: true, subtree: true });
  }

  // The dialog has left the page by now, and took the focus with it.
  function closed(id) {
    const opener = openers.get(id);
    openers.delete(id);
    if (document.querySelector('dialog:modal')?.contains(document.activeElement)) return;
    (opener?.isConnected && opener !== document.body ? opener : document.querySelector('h1'))?.focus();
  }

  const focusFirstFault = form => {
    const field = form.querySelector('[aria-invalid="true"]') ?? form.querySelector('[role="alert"]');
    field?.scrollIntoView({ block: 'center' });
    field?.focus();
  };

  // Without TLS there is no clipboard to write to, but the older command takes what is selected.
  taskScheduler.copy = async field => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      return true;
    } catch {
      return document.execCommand('copy');
    }
  };

  taskScheduler.dialogs = { open, closed, focusFirstFault };

  let commands = null;
  // A key may be pressed on a page that is seen, a moment before its commands have arrived.
  let early = null;
  const show = name => { if (commands) commands.invokeMethodAsync(name); else early = name; };
  const singleKeysAreOff = () => localStorage.getItem('single-keys') === 'off';
  const isWriting = target => target.isContentEditable || target.matches?.('input:not([type="checkbox"], [type="radio"]), textarea, select');

  document.addEventListener('keydown', e => {
    if (e.defaultPrevented || e.altKey || !document.querySelector('.shell')) return;
    const modal = document.querySelector('dialog:modal');
    if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === 'k') {
      e.preventDefault();
      if (!modal) show('ShowPalette');
      return;
    }
    if (e.ctrlKey || e.metaKey || modal || isWriting(e.target) || singleKeysAreOff()) return;
    if (e.key === '?') { e.preventDefault(); show('ShowHelp'); }
    const search = e.key === '/' && document.querySelector('[data-search]');
    if (search) { e.preventDefault(); search.focus(); search.select(); }
  });

  taskScheduler.shortcuts = {
    listen: owner => {
      commands = owner;
      if (early) show(early);
      early = null;
    },
    ignore: () => { commands = null; },
    singleKeysAreOff,
    useSingleKeys: on => { if (on) localStorage.removeItem('single-keys'); else localStorage.setItem('single-keys', 'off'); },
  };

  taskScheduler.clear = field => { field.value = ''; };
  // As bytes, which are sent as a stream: one message of a circuit is small, and a pasted file is not. A stream of nothing is refused.
  taskScheduler.textOf = field => new TextEncoder().encode(field.value + '\n');

  // Blazor's script (of .NET 9, see build/BlazorScript.targets) scrolls to the top on every navigation, also when only a
  // dialog opens or a filter changes. It is let through only where another page is shown.
  const whatIsShown = () => `${location.pathname} ${new URLSearchParams(location.search).get('page')}`;
  const scrollTo = window.scrollTo.bind(window);
  let shown = whatIsShown();
  window.scrollTo = (...to) => {
    if (to[0] === 0 && to[1] === 0 && whatIsShown() === shown) return;
    shown = whatIsShown();
    scrollTo(...to);
  };
})();
