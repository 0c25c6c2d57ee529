// The walk's player: one selection, the step, drives listing, registers, memory, drawing and log line. Every value shown was executed and stands in the
// page's JSON; nothing is computed here but what differs from step to step, and which earlier step wrote a value.
(() => {
  'use strict';
  const data = document.getElementById('walk-data');
  if (!data || !window.stucktrace)
    return;
  const walk = JSON.parse(data.textContent);
  const names = ['rax', 'rcx', 'rdx', 'rbx', 'rsp', 'rbp', 'rsi', 'rdi', 'r8', 'r9', 'r10', 'r11', 'r12', 'r13', 'r14', 'r15'];
  const flagNames = ['ZF', 'CF', 'SF', 'OF'];
  const at = id => document.getElementById(id);
  const view = at('walk-view');
  const small = 1n << 20n;

  const texts = () => walk[window.stucktrace.language() === 'zh' ? 'zh' : 'en'];
  const say = (id, ...values) => (texts()[id] ?? id).replace(/\{(\d)\}/g, (_, gap) => values[gap] ?? '');
  const make = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  // Steps: which are there, what came before.
  const segmentOf = step => walk.seg.find(s => step >= s.n && step < s.n + s.s.length);
  const stepAt = step => {
    const segment = segmentOf(step);
    return segment ? segment.s[step - segment.n] : null;
  };
  const first = walk.seg[0].n;
  const last = walk.seg.at(-1).n + walk.seg.at(-1).s.length - 1;
  const nearest = (step, direction) => {
    if (segmentOf(step))
      return step;
    const segment = direction > 0 ? walk.seg.find(s => s.n >= step) : walk.seg.findLast(s => s.n <= step);
    return segment ? (direction > 0 ? segment.n : segment.n + segment.s.length - 1) : (direction > 0 ? last : first);
  };

  // The registers before a step: from the beginning of its segment on, with a mark now and then so that no step is far.
  const marks = new Map();
  const every = 256;
  const registersBefore = step => {
    const segment = segmentOf(step);
    let from = step - (step - segment.n) % every;
    while (from > segment.n && !marks.has(from))
      from -= every;
    const registers = [...(marks.get(from) ?? segment.r)];
    for (let i = Math.max(from, segment.n); i < step; i++) {
      if ((i - segment.n) % every === 0 && !marks.has(i))
        marks.set(i, [...registers]);
      const changed = segment.s[i - segment.n][2];
      for (let c = 0; c < changed.length; c += 2)
        registers[changed[c]] = changed[c + 1];
    }
    return registers;
  };

  // Names of addresses.
  const objects = walk.objects.map(([address, bytes, name, freed, ring]) => ({ address: BigInt('0x' + address), bytes: BigInt(bytes), key: address, name, freed, ring }));
  const objectAt = hex => {
    const value = BigInt('0x' + hex);
    let low = 0, high = objects.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (objects[middle].address <= value)
        low = middle + 1;
      else
        high = middle;
    }
    const found = objects[low - 1];
    return found && value - found.address < found.bytes ? { ...found, offset: value - found.address } : null;
  };
  const pointsTo = hex => {
    const found = hex === null ? null : objectAt(hex);
    return found ? found.name + (found.offset === 0n ? '' : `+0x${found.offset.toString(16)}`) : '';
  };
  const number = (hex, bits, signed = false) => {
    if (hex === null)
      return say('unknown');
    let value = BigInt('0x' + hex);
    if (bits === 32 || signed)
      value = BigInt.asIntN(bits, value);
    if (value > -small && value < (bits <= 32 ? small : 4096n))
      return value.toString();
    return `0x${hex}`;
  };
  const named = (hex, bits, signed) => {
    const text = number(hex, bits, signed), name = text.startsWith('0x') ? pointsTo(hex) : '';
    return name === '' ? text : `${text} (${name})`;
  };

  const branchWords = (step, entry) => {
    const branch = entry[5];
    if (!branch)
      return '';
    const question = walk.code[entry[0]].q;
    if (!question || branch.length < 4) {
      const next = stepAt(step + 1);
      return next && next[0] === walk.head ? say('back') : say(branch[0] ? 'jumps' : 'falls');
    }
    const [name, relation, isRight, isSigned, takenLeaves, isExit] = question;
    const looked = isRight ? branch[2] : branch[1], wanted = isRight ? branch[1] : branch[2];
    const want = named(wanted, branch[3], isSigned === 1), is = named(looked, branch[3], isSigned === 1);
    return branch[0] === takenLeaves ? say('taken', name, relation, want) : say(isExit ? 'not-taken' : 'other-way', name, relation, want, is);
  };

  const wordName = address => walk.words[address]?.[0] ?? `0x${address}`;

  // The step that wrote a register before a step; -1 for the beginning, null where that is in the gap.
  const writerOf = (register, before) => {
    for (let i = before; i >= first; i--) {
      const entry = stepAt(i);
      if (!entry)
        return null;
      if (walk.code[entry[0]].w.includes(register))
        return i;
      for (let c = 0; c < entry[2].length; c += 2) {
        if (entry[2][c] === register)
          return i;
      }
    }
    return -1;
  };
  const storeTo = (address, bytes, before) => {
    const low = BigInt('0x' + address), high = low + BigInt(bytes);
    for (let i = before; i >= first; i--) {
      const entry = stepAt(i);
      if (!entry)
        return null;
      for (const access of entry[3]) {
        const start = BigInt('0x' + access[0]);
        if (access[3] === 1 && start < high && low < start + BigInt(access[1]))
          return i;
      }
    }
    return -1;
  };

  const letter = text => make('span', { className: 'letter', textContent: text });
  const stepLink = step => {
    const button = make('button', { type: 'button', textContent: String(step + 1) });
    button.addEventListener('click', () => go(step));
    return button;
  };
  const command = text => make('code', { className: 'command', textContent: text });
  const filled = (template, ...values) => template.replace(/\{(\d)\}/g, (_, gap) => values[gap]);
  const added = (hex, bytes) => (BigInt('0x' + hex) + BigInt(bytes)).toString(16);

  // A sentence with a gap for the step becomes text with a link in it.
  const sentence = (id, step, ...values) => {
    const parts = (texts()[id] ?? id).split('{0}');
    const rest = filled(parts[1] ?? '', '', ...values);
    return [parts[0], stepLink(step), rest];
  };

  let current = first;
  let asked = null;

  // Back along the executed steps, copies folded, until something that was not worked out.
  const chain = (register, before) => {
    const list = make('ol');
    const add = (...parts) => list.append(make('li', {}, ...parts));
    let moves = 0;
    const moved = () => {
      if (moves > 0)
        add(say(moves === 1 ? 'move' : 'moves', moves));
      moves = 0;
    };
    for (let hops = 0; hops < 100; hops++) {
      const step = writerOf(register, before);
      if (step === null || step < 0) {
        moved();
        if (step === null)
          add(say('end-gap'));
        else
          add(letter(walk.begins), ` ${names[register]} `, say(walk.begins === 'V' ? 'start-v' : 'start-a'));
        break;
      }
      const entry = stepAt(step), code = walk.code[entry[0]];
      before = step - 1;
      if (code.k === 'copy' && code.s.length === 1) {
        moves++;
        register = code.s[0];
        continue;
      }
      moved();
      if (code.k === 'load' && entry[3].some(a => a[3] === 0)) {
        const access = entry[3].find(a => a[3] === 0);
        add(...sentence('loaded', step, `${wordName(access[0])} [0x${access[0]}]`));
        const store = storeTo(access[0], access[1], before);
        if (store === null) {
          add(say('end-gap'));
          break;
        }
        if (store < 0) {
          memoryEnd(list, access);
          break;
        }
        const from = stepAt(store), stored = walk.code[from[0]];
        add(...sentence('stored', store, stored.t));
        if (stored.s.length !== 1) {
          add(letter('D'), ' ', say('end-d'));
          break;
        }
        [register, before] = [stored.s[0], store - 1];
        continue;
      }
      if (code.k === 'constant') {
        add(letter(walk.check.code ? 'K' : walk.begins), ' ', ...sentence('constant', step, code.t));
        codeCheck(list, code);
        break;
      }
      if (code.k === 'call') {
        add(letter('D'), ' ', ...sentence('called', step, code.t));
        break;
      }
      add(letter('D'), ' ', ...sentence('computed', step, code.t));
      const sources = code.s.filter(s => s !== 4);
      if (sources.length === 1) {
        register = sources[0];
        continue;
      }
      if (sources.length > 1) {
        const parts = sources.flatMap(source => {
          const button = make('button', { type: 'button', textContent: names[source] });
          button.addEventListener('click', () => ask(source, step - 1));
          return [' ', button];
        });
        add(say('from'), ...parts);
      }
      break;
    }
    return list;
  };

  const memoryEnd = (list, access) => {
    const word = walk.words[access[0]] ?? ['', walk.begins];
    const item = make('li', {}, letter(word[1]), ` ${wordName(access[0])} = ${named(access[2], access[1] * 8)}: ${say(`end-${word[1].toLowerCase()}`)}`);
    if (word[1] === 'V' && walk.check.memory)
      item.append(make('span', { className: 'note', textContent: ` ${say('check')}:` }), command(filled(walk.check.memory, access[0])));
    if (word[1] === 'K' && walk.check.bytes && word[3])
      item.append(make('span', { className: 'note', textContent: ` ${say('check')}:` }), command(filled(walk.check.bytes, word[3], added(word[3], access[1]), word[2])));
    list.append(item);
  };

  const codeCheck = (list, code) => {
    if (walk.check.code && code.a)
      list.lastChild.append(make('span', { className: 'note', textContent: ` ${say('check')}:` }), command(filled(walk.check.code, code.a, added(code.a, code.n))));
  };

  const ask = (register, step) => {
    asked = { register, step };
    const box = at('walk-origin');
    box.hidden = false;
    const entry = stepAt(step);
    const registers = entry ? after(step) : registersBefore(first);
    box.replaceChildren(make('h3', { textContent: say('origin', names[register], named(registers[register], 64)) }), chain(register, step));
  };

  const after = step => {
    const registers = registersBefore(step), changed = stepAt(step)[2];
    for (let c = 0; c < changed.length; c += 2)
      registers[changed[c]] = changed[c + 1];
    return registers;
  };

  // What is shown.
  const rows = new Map([...document.querySelectorAll('#walk-code tr[data-code]')].map(row => [Number(row.dataset.code), row]));
  const drawn = [...document.querySelectorAll('.ring g[data-node], .ring g.fold')];
  const byNode = new Map(drawn.filter(g => g.dataset.node).map(g => [g.dataset.node, g]));

  const caught = [...document.querySelectorAll('[data-caught]')];

  // Rows that say nothing, many of them one behind the other, are folded until somebody asks for them or a step comes by.
  const folded = new Map();
  const mostDull = 5;
  const fold = run => {
    if (run.length <= mostDull)
      return;
    const button = make('button', { type: 'button', textContent: say('folded', run.length) });
    const stand = make('tr', { className: `folds ${run.every(r => r.classList.contains('out')) ? 'out' : 'in'}` }, make('td', { colSpan: 5 }, button));
    const open = () => {
      for (const row of run) {
        row.classList.remove('folded');
        folded.delete(row);
      }
      stand.remove();
    };
    button.addEventListener('click', open);
    run[0].before(stand);
    for (const row of run) {
      row.classList.add('folded');
      folded.set(row, open);
    }
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

  const letterOf = (register, step) => {
    const writer = writerOf(register, step);
    return writer === null ? '·' : writer < 0 ? walk.begins : 'D';
  };

  const showRegisters = (step, entry) => {
    const registers = after(step), changed = new Set(entry[2].filter((_, i) => i % 2 === 0));
    const only = at('walk-changed').checked;
    const body = at('walk-registers').tBodies[0];
    body.replaceChildren();
    const used = new Set([...walk.same, ...walk.code.flatMap(c => [...c.w, ...c.s])]);
    for (let r = 0; r < 16; r++) {
      if (only ? !changed.has(r) : !used.has(r) && registers[r] === null)
        continue;
      const button = make('button', { type: 'button', textContent: names[r], title: say('origin', names[r], number(registers[r], 64)) });
      button.addEventListener('click', () => ask(r, step));
      const what = pointsTo(registers[r]);
      const row = make('tr', { className: changed.has(r) ? 'changed' : '' }, make('td', {}, button), make('td', {}, number(registers[r], 64), what === '' ? '' : make('span', { className: 'what', textContent: what })), make('td', {}, letter(letterOf(r, step))));
      body.append(row);
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
    else if (walk.to !== undefined)
      parts.push(say('iteration', entry[1]));
    at('walk-status').textContent = parts.join(' · ');
  };

  const showCode = (step, entry) => {
    for (const row of document.querySelectorAll('#walk-code tr.now, #walk-code tr.then'))
      row.classList.remove('now', 'then');
    for (const live of document.querySelectorAll('#walk-code .live'))
      live.remove();
    for (const line of caught)
      line.classList.toggle('now', Number(line.dataset.caught) === entry[0]);
    const row = rows.get(entry[0]);
    if (row?.classList.contains('folded'))
      folded.get(row)?.();
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
    const box = row.closest('.scroll');
    if (row.offsetTop < box.scrollTop || row.offsetTop + row.offsetHeight > box.scrollTop + box.clientHeight)
      box.scrollTop = row.offsetTop - box.clientHeight / 3;
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

  at('walk-bar').hidden = at('walk-state').hidden = false;
  window.stucktrace.watch(() => {
    const wanted = Number.parseInt(window.stucktrace.get('walk') ?? '', 10);
    if (Number.isInteger(wanted))
      current = nearest(Math.min(last, Math.max(first, wanted - 1)), 1);
    show();
  });
})();
