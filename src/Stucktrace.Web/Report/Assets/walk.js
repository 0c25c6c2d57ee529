// The walk's player: one selection, the step, drives listing, registers, memory, drawing and log line. Every value shown was executed and stands in the
// page's JSON.
(() => {
  'use strict';
  if (!window.stucktrace?.walk)
    return;
  const { walk, names, first, last, say, make, stepAt, nearest, registersBefore, after, objectAt, pointsTo, number, named, branchWords, wordName, stepOf } = window.stucktrace.walk;
  const { letter, place, chain, letterOf, follow } = window.stucktrace.walk.origin;
  const flagNames = ['ZF', 'CF', 'SF', 'OF'];
  const at = id => document.getElementById(id);
  const view = at('walk-view');
  let current = first;
  let asked = null;

  const ask = (register, step) => {
    asked = { register, step };
    const box = at('walk-origin');
    box.hidden = false;
    const entry = stepAt(step);
    const registers = entry ? after(step) : registersBefore(first);
    box.replaceChildren(make('h3', { textContent: say('origin', names[register], named(registers[register], 64)) }), chain(register, step, registers[register]));
  };

  // What is shown.
  const rows = new Map([...document.querySelectorAll('#walk-code tr[data-code]')].map(row => [Number(row.dataset.code), row]));
  const drawn = [...document.querySelectorAll('.ring g[data-node], .ring g.fold')];
  const byNode = new Map(drawn.filter(g => g.dataset.node).map(g => [g.dataset.node, g]));

  const caught = [...document.querySelectorAll('[data-caught]')];

  // Rows that say nothing, many of them one behind the other, are folded until somebody asks for them; the one that a step is at is shown all the same.
  const mostDull = 5;
  const fold = run => {
    if (run.length <= mostDull)
      return;
    const button = make('button', { type: 'button', textContent: say('folded', run.length) });
    const stand = make('tr', { className: `folds ${run.every(r => r.classList.contains('out')) ? 'out' : 'in'}` }, make('td', { colSpan: 5 }, button));
    button.addEventListener('click', () => {
      for (const row of run)
        row.classList.remove('folded');
      stand.remove();
    });
    run[0].before(stand);
    for (const row of run)
      row.classList.add('folded');
  };
  let dull = [];
  for (const row of [...document.querySelectorAll('#walk-code tr'), null]) {
    if (row?.classList.contains('dull')) {
      dull.push(row);
      continue;
    }
    fold(dull);
    dull = [];
  }

  const showRegisters = (step, entry) => {
    const registers = after(step), changed = new Set(entry[2].filter((_, i) => i % 2 === 0));
    const only = at('walk-changed').checked;
    const body = at('walk-registers').tBodies[0];
    body.replaceChildren();
    // What the log's first report at this instruction shows, beside what was executed.
    const inLog = new Map(walk.log.find(l => l.c === entry[0])?.r.map(r => [r[0], r]));
    const used = new Set([...walk.same, ...walk.code.flatMap(c => [...c.w, ...c.s])]);
    for (let r = 0; r < 16; r++) {
      if (only ? !changed.has(r) && !inLog.get(r)?.[4] : !used.has(r) && registers[r] === null)
        continue;
      const button = make('button', { type: 'button', textContent: names[r], title: say('origin', names[r], number(registers[r], 64)) });
      button.addEventListener('click', () => ask(r, step));
      const what = pointsTo(registers[r]), found = inLog.get(r);
      body.append(make('tr', { className: changed.has(r) ? 'changed' : '' }, make('td', {}, button),
        make('td', {}, number(registers[r], 64), what === '' ? '' : make('span', { className: 'what', textContent: what }), found ? make('span', { className: 'what' }, letter('L'), ` ${number(found[1], 64)} `, place(found[3])) : ''),
        make('td', {}, letter(letterOf(r, step)))));
    }
    const previous = stepAt(step - 1);
    const flags = [...entry[4]].map((f, i) => ({ f, i })).filter(({ f, i }) => f !== '-' && (!only || !previous || previous[4][i] !== f));
    if (flags.length > 0)
      body.append(make('tr', {}, make('td', { textContent: 'flags' }), make('td', { textContent: flags.map(({ f, i }) => `${flagNames[i]}=${f}`).join(' ') }), make('td', {}, letter('D'))));
    if (body.rows.length === 0)
      body.append(make('tr', {}, make('td', { colSpan: 3, textContent: say('nothing-changed') })));
  };

  const showMemory = entry => {
    at('walk-memory').replaceChildren(...entry[3].map(([address, bytes, value, written]) => make('li', {},
      letter(written ? 'D' : walk.words[address]?.[1] ?? 'A'), ` ${say(written ? 'wrote' : 'read')} `, make('strong', { textContent: wordName(address) }), ` = ${named(value, bytes * 8)} `, make('span', { className: 'what', textContent: `[0x${address}]` }))));
    if (entry[3].length === 0)
      at('walk-memory').append(make('li', { textContent: say('no-memory') }));
  };

  // The node that the walk is at: the object of the list that was read last.
  const nodeAt = step => {
    for (let i = step; i >= Math.max(first, step - 400); i--) {
      const entry = stepAt(i);
      if (!entry)
        return null;
      for (let a = entry[3].length - 1; a >= 0; a--) {
        const found = objectAt(entry[3][a][0]);
        const shown = found && drawingOf(found);
        if (shown)
          return shown;
      }
    }
    return null;
  };
  const ringFolds = drawn.filter(g => !g.dataset.node && g.dataset.part === 'ring').map(g => ({ g, from: Number(g.dataset.first), to: Number(g.dataset.first) + Number(g.dataset.count) }));
  const drawingOf = found => byNode.get(found.key) ?? ringFolds.find(f => found.ring >= f.from && found.ring < f.to)?.g;

  const showNode = step => {
    for (const g of drawn)
      g.classList.remove('now');
    nodeAt(step)?.classList.add('now');
  };

  const showStatus = (step, entry) => {
    const parts = [say('step', step + 1, walk.steps)];
    if (walk.to !== undefined && step === walk.to)
      parts.push(say('repeat', walk.to + 1, walk.from + 1, walk.cells));
    else if (entry[1] === 0)
      parts.push(say('prefix'));
    else
      parts.push(say(walk.endless ? 'iteration' : 'round', entry[1]));
    // On either side of what was left out.
    const later = stepAt(step + 1) ? null : nearest(step + 1, 1), earlier = stepAt(step - 1) ? null : nearest(step - 1, -1);
    if (step < last && later !== null)
      parts.push(say('gap', step + 2, later));
    else if (step > first && earlier !== null)
      parts.push(say('gap', earlier + 2, step));
    if (walk.to === undefined && step === walk.steps - 1)
      parts.push(say('stops'));
    at('walk-status').textContent = parts.join(' · ');
  };

  // Where the row lies is asked for once a frame: to ask after each step would lay the whole page out again each time.
  let awaited = null;
  const intoView = row => {
    if (awaited === null)
      requestAnimationFrame(() => {
        const box = awaited.closest('.scroll');
        if (awaited.offsetTop < box.scrollTop || awaited.offsetTop + awaited.offsetHeight > box.scrollTop + box.clientHeight)
          box.scrollTop = awaited.offsetTop - box.clientHeight / 3;
        awaited = null;
      });
    awaited = row;
  };

  const showCode = (step, entry) => {
    for (const row of document.querySelectorAll('#walk-code tr.now, #walk-code tr.then'))
      row.classList.remove('now', 'then');
    for (const live of document.querySelectorAll('#walk-code .live'))
      live.remove();
    for (const line of caught)
      line.classList.toggle('now', Number(line.dataset.caught) === entry[0]);
    const row = rows.get(entry[0]);
    const next = stepAt(step + 1);
    if (next)
      rows.get(next[0])?.classList.add('then');
    if (!row)
      return;
    row.classList.add('now');
    row.classList.remove('then');
    const changed = entry[2];
    const values = [branchWords(step, entry), ...entry[3].slice(0, 3).map(([address, bytes, value, written]) => `${wordName(address)} ${written ? '←' : '='} ${named(value, bytes * 8)}`)];
    if (entry[3].length === 0)
      for (let c = 0; c < changed.length; c += 2)
        values.push(`${names[changed[c]]} = ${named(changed[c + 1], 64)}`);
    row.lastElementChild.append(make('span', { className: 'live', textContent: values.filter(v => v !== '').join(' · ') }));
    intoView(row);
  };

  const show = () => {
    const entry = stepAt(current);
    showStatus(current, entry);
    showCode(current, entry);
    showRegisters(current, entry);
    showMemory(entry);
    showNode(current);
    const slider = at('walk-slider');
    slider.value = current + 1;
    slider.setAttribute('aria-valuetext', at('walk-status').textContent);
    at('walk-back').disabled = at('walk-round-back').disabled = current === first;
    at('walk-on').disabled = at('walk-round-on').disabled = current === last;
    if (asked)
      ask(asked.register, asked.step);
  };

  const go = (step, direction = 1) => {
    const wanted = nearest(Math.min(last, Math.max(first, step)), direction);
    if (wanted !== current)
      asked = null;
    at('walk-origin').hidden = asked === null;
    current = wanted;
    window.stucktrace.set('walk', current + 1);
    show();
  };

  const round = direction => {
    const here = stepAt(current)[1];
    for (let i = current + direction; i >= first && i <= last; i = nearest(i + direction, direction)) {
      const entry = stepAt(i);
      if (!entry)
        break;
      if (direction > 0 ? entry[1] > here : entry[1] < here && (i === first || (stepAt(i - 1)?.[1] ?? -1) < entry[1]))
        return go(i, direction);
    }
    go(direction > 0 ? last : first, direction);
  };

  // The back edge: from the step that is an earlier one again to that one, from anywhere else to the first of the two.
  const edge = () => {
    if (walk.to !== undefined)
      go(current === walk.to ? walk.from : walk.to);
  };

  Object.assign(follow, { go, ask });
  const actions = { j: () => go(current + 1), k: () => go(current - 1, -1), n: () => round(1), p: () => round(-1), b: edge, ArrowRight: () => go(current + 1), ArrowLeft: () => go(current - 1, -1) };
  at('walk-on').addEventListener('click', actions.j);
  at('walk-back').addEventListener('click', actions.k);
  at('walk-round-on').addEventListener('click', actions.n);
  at('walk-round-back').addEventListener('click', actions.p);
  at('walk-edge')?.addEventListener('click', edge);
  at('walk-slider').addEventListener('input', event => go(Number(event.target.value) - 1, Number(event.target.value) - 1 >= current ? 1 : -1));
  at('walk-changed').addEventListener('change', show);
  at('walk-loop').addEventListener('change', event => view.classList.toggle('loop-only', event.target.checked));
  at('walk-arrows').addEventListener('change', event => view.classList.toggle('no-arrows', !event.target.checked));

  // Keys work wherever nothing else takes them: no field, no modifier.
  addEventListener('keydown', event => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest?.('input:not([type=checkbox]), textarea, select, [contenteditable]'))
      return;
    const action = actions[event.key];
    const isArrow = event.key.startsWith('Arrow');
    if (!action || (isArrow && !view.contains(event.target)))
      return;
    event.preventDefault();
    action();
  });

  // A row: the next step that executes it.
  at('walk-code').addEventListener('click', event => {
    const row = event.target.closest('tr[data-code]');
    if (!row || getSelection().toString() !== '')
      return;
    const code = Number(row.dataset.code);
    for (let i = current + 1; i <= last; i++)
      if (stepAt(i)?.[0] === code)
        return go(i);
    for (let i = first; i < current; i++)
      if (stepAt(i)?.[0] === code)
        return go(i);
  });

  // From a line of the log to the step that is at its instruction: in the round that repeats.
  for (const line of caught) {
    const button = line.querySelector('button'), code = Number(line.dataset.caught);
    const step = stepOf(code, walk.from ?? first, 1) ?? stepOf(code, first, 1);
    if (step === null)
      continue;
    button.hidden = false;
    button.addEventListener('click', () => go(step));
  }

  at('walk-bar').hidden = at('walk-state').hidden = false;
  window.stucktrace.watch(() => {
    const wanted = Number.parseInt(window.stucktrace.get('walk') ?? '', 10);
    if (Number.isInteger(wanted))
      current = nearest(Math.min(last, Math.max(first, wanted - 1)), 1);
    show();
  });
})();

