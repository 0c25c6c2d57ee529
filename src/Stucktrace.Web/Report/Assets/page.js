// The page works without scripts. With them: the language and the step that a reader is at stand in the address, so that a colleague who opens it
// sees the same; copy buttons; the theme is remembered.
// The address is #PLACE&key=value&…; parts of the page keep theirs in it through window.stucktrace.
(() => {
  'use strict';
  const root = document.documentElement;
  const own = root.lang;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const state = new Map();
  const watchers = [];
  let place = '';

  const decoded = text => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };

  const read = () => {
    const fresh = new Map();
    place = '';
    for (const part of location.hash.slice(1).split('&').slice(0, 20)) {
      const at = part.indexOf('=');
      if (at > 0)
        fresh.set(part.slice(0, at), decoded(part.slice(at + 1)));
      else if (part === 'en' || part === 'zh')
        fresh.set('lang', part);
      else
        place = decoded(part);
    }
    // A link inside the page names a place only: what else was chosen stays.
    if (fresh.size > 0 || place === '')
      state.clear();
    for (const [key, value] of fresh)
      state.set(key, value);
  };

  const put = () => {
    const parts = [...state].map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
    const hash = [encodeURIComponent(place), ...parts].filter(p => p !== '').join('&');
    history.replaceState(null, '', hash === '' ? location.href.split('#')[0] : `#${hash}`);
  };

  // The browser takes long over each new address: where many come in one frame, the first and the last are written.
  let busy = false, stale = false;
  const write = () => {
    stale = busy;
    if (busy)
      return;
    put();
    busy = true;
    requestAnimationFrame(() => {
      busy = false;
      if (stale)
        write();
    });
  };

  const language = () => document.querySelector('input[name=lang]:checked')?.value ?? 'en';

  const showLanguage = () => {
    const chosen = document.querySelector('input[name=lang]:checked');
    if (!chosen)
      return;
    root.lang = chosen.dataset.lang;
    document.title = chosen.dataset.title;
  };

  const follow = () => {
    const wanted = document.getElementById(`lang-${state.get('lang') ?? (own === 'en' ? 'en' : 'zh')}`);
    if (wanted) {
      wanted.checked = true;
      showLanguage();
    }
    const target = place === '' ? null : document.getElementById(place);
    for (let e = target; e; e = e.parentElement) {
      if (e.localName === 'details')
        e.open = true;
    }
    target?.scrollIntoView();
    for (const watcher of watchers)
      watcher();
  };

  /** What parts of the page may use: get and set a value of the address, the language, and a call whenever either changes. */
  window.stucktrace = {
    get: key => state.get(key) ?? null,
    set(key, value) {
      if (value === null)
        state.delete(key);
      else
        state.set(key, String(value));
      write();
    },
    language,
    watch(call) {
      watchers.push(call);
      call();
    },
  };

  read();
  for (const input of all('input[name=lang]'))
    input.addEventListener('change', () => {
      showLanguage();
      if (root.lang === own)
        state.delete('lang');
      else
        state.set('lang', input.value);
      write();
      for (const watcher of watchers)
        watcher();
    });
  addEventListener('hashchange', () => {
    read();
    write();
    follow();
  });

  // Where a page may keep nothing (a file opened from disk in some browsers) the theme is not remembered, no more.
  const remembered = 'stucktrace-theme';
  const showTheme = () => root.dataset.theme = document.querySelector('input[name=theme]:checked')?.value ?? 'auto';
  try {
    const theme = localStorage.getItem(remembered);
    const input = theme && all('input[name=theme]').find(i => i.value === theme);
    if (input)
      input.checked = true;
  } catch { }
  showTheme();
  for (const input of all('input[name=theme]'))
    input.addEventListener('change', () => {
      showTheme();
      try {
        localStorage.setItem(remembered, input.value);
      } catch { }
    });

  // Without scripts a click selects the whole text; with them a button copies what is visible of it.
  for (const button of all('button[data-copy]')) {
    button.hidden = false;
    button.addEventListener('click', async () => {
      const text = document.getElementById(button.dataset.copy);
      const selection = getSelection();
      selection.selectAllChildren(text);
      let done = true;
      try {
        await navigator.clipboard.writeText(text.innerText);
      } catch {
        done = document.execCommand('copy');
      }
      button.classList.toggle('done', done);
      if (done)
        selection.removeAllRanges();
    });
  }

  addEventListener('beforeprint', () => {
    for (const details of all('details:not([open])')) {
      details.open = true;
      details.dataset.closed = '';
    }
  });
  addEventListener('afterprint', () => {
    for (const details of all('details[data-closed]')) {
      details.open = false;
      delete details.dataset.closed;
    }
  });

  follow();
})();
