// Where a value of the walk came from: back along the executed steps to what was read or assumed, and to the line of the log that shows the incident's own
// value. Every step named was executed; the log is held against it only where both values have the same origin.
(() => {
  'use strict';
  if (!window.stucktrace?.walk)
    return;
  const { walk, names, first, last, say, texts, make, stepAt, number, named, wordName, writerOf, storeTo, stepOf } = window.stucktrace.walk;
  // What a click on a step or a register does is the player's affair.
  const follow = { go() { }, ask() { } };

  const letter = text => make('span', { className: 'letter', textContent: text });
  const stepLink = step => {
    const button = make('button', { type: 'button', textContent: String(step + 1) });
    button.addEventListener('click', () => follow.go(step));
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

  // Back along the executed steps, copies folded, until something that was not worked out: what was met on the way, the end last.
  const back = (register, before) => {
    const met = [];
    let moves = 0;
    const meet = (kind, found = {}) => {
      if (moves > 0)
        met.push({ kind: 'moves', moves });
      moves = 0;
      met.push({ kind, ...found });
      return met;
    };
    for (let hops = 0; hops < 100; hops++) {
      const step = writerOf(register, before);
      if (step === null)
        return meet('gap');
      if (step < 0)
        return meet('start', { register });
      const entry = stepAt(step), code = walk.code[entry[0]];
      before = step - 1;
      if (code.k === 'copy' && code.s.length === 1) {
        moves++;
        register = code.s[0];
        continue;
      }
      const read = code.k === 'load' ? entry[3].find(a => a[3] === 0) : undefined;
      if (read) {
        meet('loaded', { step, access: read });
        const store = storeTo(read[0], read[1], before);
        if (store === null)
          return meet('gap');
        if (store < 0)
          return meet('memory', { access: read });
        const stored = walk.code[stepAt(store)[0]];
        meet('stored', { step: store, code: stored });
        if (stored.s.length !== 1)
          return meet('made');
        [register, before] = [stored.s[0], store - 1];
        continue;
      }
      // A call moves the stack pointer; everything else that it changes is the called function's.
      if (code.k === 'constant' || (code.k === 'call' && register !== 4))
        return meet(code.k, { step, code, register });
      meet('computed', { step, code, number: entry[0] });
      const sources = register === 4 && (code.k === 'store' || code.s.includes(4)) ? [4] : code.s.filter(s => s !== 4);
      if (sources.length !== 1)
        return sources.length === 0 ? met : meet('from', { step, sources });
      register = sources[0];
    }
    return met;
  };

  // What tells one origin from another: its end, and what was worked out since. Null where that is not known.
  const keyOf = met => {
    const end = met.at(-1);
    const worked = met.filter(m => m.kind === 'computed').map(m => m.number).join();
    switch (end?.kind) {
      case 'start': return `register ${end.register} ${worked}`;
      case 'memory': return `word ${end.access[0]} ${end.access[1]} ${worked}`;
      case 'constant': case 'call': return `step ${end.step} ${end.register} ${worked}`;
      default: return null;
    }
  };

  // Where the log shows a value: the reports that caught the CPU at an instruction at which, in this walk, a register holds what has the same origin.
  const logged = (met, before) => {
    const key = keyOf(met), found = new Map();
    if (key === null)
      return [];
    for (const code of new Set(walk.log.map(l => l.c))) {
      const earlier = stepOf(code, before + 1, -1), later = stepOf(code, before + 2, 1);
      for (const step of [earlier, later].filter(s => s !== null)) {
        const held = new Set([...names.keys()].filter(r => keyOf(back(r, step - 1)) === key));
        for (const report of walk.log.filter(l => l.c === code))
          for (const register of report.r.filter(r => held.has(r[0])))
            found.set(register, report);
      }
    }
    return [...found];
  };

  const place = ([name, anchor]) => anchor ? make('a', { href: `#${anchor}`, textContent: name }) : make('span', { textContent: name });

  // Whether two registers hold the same, at the width that the log's is shown at; null where it is not known.
  const isSame = (shown, hex, value) => value === null ? null : BigInt('0x' + hex) === BigInt.asUintN(/^E|D$/.test(shown) ? 32 : 64, BigInt('0x' + value));
  const verdict = same => say(same === null ? 'log-open' : same ? 'log-same' : walk.begins === 'V' ? 'log-earlier' : 'log-assumed');

  // Values that several reports agree on are one entry with all their lines.
  const mostValues = 3, mostPlaces = 4;
  const logEnd = (list, met, before, value) => {
    const values = new Map();
    for (const [register, report] of walk.log.length > 0 ? logged(met, before) : []) {
      const key = `${register[2]} ${register[1]} ${report.o}`;
      values.set(key, [...(values.get(key) ?? []), [register, report]]);
    }
    for (const found of [...values.values()].slice(0, mostValues)) {
      const [[, hex, shown, , english, chinese], report] = found[0];
      const words = window.stucktrace.language() === 'zh' ? chinese : english;
      const places = [...new Map(found.flatMap(([register, held]) => [held.l, register[3], ...register[6]]).map(p => [p[0], p])).values()];
      list.append(make('li', { className: 'logged' }, letter('L'), ` ${say('log-held', shown, number(hex, 64), report.o)}`, ...places.slice(0, mostPlaces).flatMap(p => [' ', place(p)]),
        places.length > mostPlaces ? ` +${places.length - mostPlaces}` : '', words === '' ? '' : make('span', { className: 'what', textContent: words }), ' ', verdict(isSame(shown, hex, value))));
    }
    if (values.size > mostValues)
      list.append(make('li', { textContent: `+${values.size - mostValues}` }));
    const end = met.at(-1);
    const isAssumed = end?.kind === 'start' ? walk.begins === 'A' : end?.kind === 'memory' && walk.words[end.access[0]]?.[1] === 'A';
    if (values.size === 0 && walk.log.length > 0 && isAssumed)
      list.lastChild.append(` ${say('log-none')}`);
  };

  const chain = (register, before, value) => {
    const list = make('ol');
    const add = (...parts) => list.append(make('li', {}, ...parts));
    const met = back(register, before);
    for (const { kind, moves, register: from, step, access, code, sources } of met) {
      switch (kind) {
        case 'moves': add(say('moves', moves)); break;
        case 'gap': add(say('end-gap')); break;
        case 'start': add(letter(walk.begins), ` ${names[from]} `, say(walk.begins === 'V' ? 'start-v' : 'start-a')); break;
        case 'loaded': add(...sentence('loaded', step, `${wordName(access[0])} [0x${access[0]}]`)); break;
        case 'memory': memoryEnd(list, access); break;
        case 'stored': add(...sentence('stored', step, code.t)); break;
        case 'made': add(letter('D'), ' ', say('end-d')); break;
        case 'call': add(letter('D'), ' ', ...sentence('called', step, code.t)); break;
        case 'computed': add(letter('D'), ' ', ...sentence('computed', step, code.t)); break;
        case 'constant':
          add(letter(walk.check.code ? 'K' : walk.begins), ' ', ...sentence('constant', step, code.t));
          codeCheck(list, code);
          break;
        case 'from':
          add(say('from'), ...sources.flatMap(source => {
            const button = make('button', { type: 'button', textContent: names[source] });
            button.addEventListener('click', () => follow.ask(source, step - 1));
            return [' ', button];
          }));
      }
    }
    logEnd(list, met, before, value);
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

  const letterOf = (register, step) => {
    const writer = writerOf(register, step);
    return writer === null ? '·' : writer < 0 ? walk.begins : 'D';
  };

  window.stucktrace.walk.origin = { letter, place, chain, letterOf, follow };
})();
