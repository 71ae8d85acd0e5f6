(() => {
  const watched = new Map();
  // So near to an end of what is there, the next stretch is fetched; and so near to the last row, somebody is at the end.
  const nearEdge = 300;
  const atEnd = 8;

  function watch(id, owner) {
    const box = document.getElementById(id);
    if (!box) return;
    const is = name => box.dataset[name] === 'true';
    let asking = false;
    const ask = async (...call) => {
      if (asking) return;
      asking = true;
      // A lost connection is told of by the page; once it is back, the next scrolling asks again.
      try { await owner.invokeMethodAsync(...call); } catch { } finally { asking = false; }
    };

    // What follows stays at the end; the scroll event of this comes after it, so that any other place was chosen by somebody.
    const stay = () => { if (is('follow')) box.scrollTop = box.scrollHeight; };
    const rows = new MutationObserver(stay);
    rows.observe(box, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ['data-follow', 'hidden'] });
    const size = new ResizeObserver(stay);
    size.observe(box);

    const onScroll = () => {
      const below = box.scrollHeight - box.clientHeight - box.scrollTop;
      if (is('follow')) {
        if (below > atEnd * 4) { box.dataset.follow = 'false'; ask('FollowAsync', false); }
      } else if (below < atEnd && is('going') && !is('later')) ask('FollowAsync', true);
      else if (box.scrollTop < nearEdge && is('earlier')) ask('ShowEarlierAsync');
      else if (below < nearEdge && is('later')) ask('ShowLaterAsync');
    };
    box.addEventListener('scroll', onScroll, { passive: true });
    stay();
    watched.set(id, () => { rows.disconnect(); size.disconnect(); box.removeEventListener('scroll', onScroll); });
  }

  function unwatch(id) {
    watched.get(id)?.();
    watched.delete(id);
  }

  function scroll(id, place) {
    const box = document.getElementById(id);
    if (!box) return;
    if (place === 'start') box.scrollTop = 0;
    else if (place === 'end') box.scrollTop = box.scrollHeight;
    else {
      const row = box.querySelector('.current');
      // Not scrollIntoView: that moves the page too.
      if (row) box.scrollTop += row.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
    }
  }

  taskScheduler.output = { watch, unwatch, scroll };
})();
