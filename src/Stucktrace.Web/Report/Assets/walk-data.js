// The walk as the page's JSON holds it: its steps, the registers before each, what addresses are called. Nothing is computed here but what differs from
// step to step, and which earlier step wrote a value. Other scripts find it in window.stucktrace.walk.
(() => {
  'use strict';
  const data = document.getElementById('walk-data');
  if (!data || !window.stucktrace)
    return;
  const walk = JSON.parse(data.textContent);
  const names = ['rax', 'rcx', 'rdx', 'rbx', 'rsp', 'rbp', 'rsi', 'rdi', 'r8', 'r9', 'r10', 'r11', 'r12', 'r13', 'r14', 'r15'];
  const small = 1n << 20n;

  const texts = () => walk[window.stucktrace.language() === 'zh' ? 'zh' : 'en'];
  // "{0} row(s)" is one row or several, as the gap before it says.
  const say = (id, ...values) => (texts()[id] ?? id)
    .replace(/\(s\)/g, (_, at, text) => String(values[text[text.lastIndexOf('{', at) + 1]]) === '1' ? '' : 's')
    .replace(/\{(\d)\}/g, (_, gap) => values[gap] ?? '');
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

  // The steps that write each register, in order. A call that was not followed leaves the stack pointer as it was.
  const written = code => code.k === 'call' ? code.w.filter(r => r !== 4) : code.w;
  const writers = names.map(() => []);
  for (const segment of walk.seg)
    segment.s.forEach((entry, i) => {
      for (const register of new Set([...written(walk.code[entry[0]]), ...entry[2].filter((_, c) => c % 2 === 0)]))
        writers[register].push(segment.n + i);
    });

  // The step that wrote a register before a step; -1 for the beginning, null where that is in the gap.
  const writerOf = (register, before) => {
    if (before < first)
      return -1;
    const segment = segmentOf(before);
    if (!segment)
      return null;
    const steps = writers[register];
    let low = 0, high = steps.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (steps[middle] <= before)
        low = middle + 1;
      else
        high = middle;
    }
    return low > 0 && steps[low - 1] >= segment.n ? steps[low - 1] : segment.n === first ? -1 : null;
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

  // The nearest step that executes an instruction, from one on in a direction; null where none is near.
  const farthest = 4000;
  const stepOf = (code, from, direction) => {
    for (let i = from; i >= first && i <= last && Math.abs(i - from) < farthest; i += direction)
      if (stepAt(i)?.[0] === code)
        return i;
    return null;
  };

  const after = step => {
    const registers = registersBefore(step), changed = stepAt(step)[2];
    for (let c = 0; c < changed.length; c += 2)
      registers[changed[c]] = changed[c + 1];
    return registers;
  };

  window.stucktrace.walk = { walk, names, first, last, say, texts, make, stepAt, nearest, registersBefore, after, objectAt, pointsTo, number, named, branchWords, wordName, writerOf, storeTo, stepOf };
})();
