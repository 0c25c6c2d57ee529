// The application's only script: drop zones with progress, and the pipeline kept up to date. Every page works without it.

const header = { 'X-Stucktrace-Request': '1' };

for (const form of document.querySelectorAll('form.drop')) dropZone(form);
for (const section of document.querySelectorAll('[data-events]')) watch(section);

function dropZone(form) {
  const input = form.querySelector('input[type=file]');
  const list = form.querySelector('.uploads');
  form.addEventListener('submit', event => {
    event.preventDefault();
    start([...input.files]);
  });
  // The whole form takes files; the browser would open a file that is dropped beside it.
  for (const kind of ['dragover', 'drop']) document.addEventListener(kind, event => event.preventDefault());
  form.addEventListener('dragenter', () => form.classList.add('over'));
  form.addEventListener('dragleave', event => { if (!form.contains(event.relatedTarget)) form.classList.remove('over'); });
  form.addEventListener('drop', async event => {
    form.classList.remove('over');
    start(await dropped(event.dataTransfer));
  });

  async function start(files) {
    list.replaceChildren();
    if (files.length === 0) return say(form.dataset.nothing);
    const rows = files.map(file => row(file));
    list.append(...rows.map(r => r.item));
    const known = await Promise.all(rows.map(recognise));
    const usable = rows.filter((_, i) => known[i]);
    if (usable.length > 0) send(usable, usable.length < rows.length);
  }

  // Who dropped a file that was refused shall read why before the page goes on.
  function go(id, someRefused) {
    if (!someRefused) return location.assign(`/cases/${id}`);
    const link = document.createElement('a');
    link.href = `/cases/${id}`;
    link.className = 'button';
    link.textContent = form.dataset.goOn;
    list.after(link);
    link.focus();
  }

  function say(text) {
    const item = document.createElement('li');
    item.className = 'problem';
    item.textContent = text;
    list.replaceChildren(item);
  }

  function row(file) {
    const item = document.createElement('li');
    const name = document.createElement('bdi');
    name.textContent = file.name;
    const note = document.createElement('span');
    note.className = 'note';
    note.textContent = form.dataset.recognise;
    const bar = document.createElement('progress');
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute('aria-label', file.name);
    item.append(name, ' ', note, bar);
    return { file, item, note, bar };
  }

  // The first bytes tell what a file is: whatever is of no use is refused before it is sent.
  async function recognise(row) {
    try {
      const answer = await fetch('/api/recognise', { method: 'POST', headers: header, body: row.file.slice(0, 256 * 1024) });
      const told = await answer.json();
      row.kind = told.kindName;
      row.note.textContent = told.problem ?? told.kindName ?? told.title;
      if (answer.ok && !told.problem) return true;
    } catch {
      row.note.textContent = form.dataset.failed;
    }
    row.item.className = 'problem';
    row.bar.remove();
    return false;
  }

  function send(rows, someRefused) {
    const body = new FormData();
    for (const row of rows) body.append('file', row.file, row.file.name);
    const request = new XMLHttpRequest();
    const cancel = document.createElement('button');
    cancel.type = 'button';
    cancel.textContent = form.dataset.cancel;
    cancel.addEventListener('click', () => request.abort());
    list.after(cancel);
    const total = rows.reduce((sum, row) => sum + row.file.size, 0);
    request.upload.addEventListener('progress', event => {
      // One request carries all files, one after the other: what is sent of all tells what is sent of each.
      let sent = event.total > 0 ? event.loaded / event.total * total : 0;
      for (const row of rows) {
        const share = row.file.size > 0 ? Math.max(0, Math.min(1, sent / row.file.size)) : 1;
        row.bar.value = share;
        row.note.textContent = `${row.kind} — ${share < 1 ? `${form.dataset.sending} ${Math.floor(share * 100)} %` : form.dataset.sent}`;
        sent -= row.file.size;
      }
    });
    request.addEventListener('loadend', () => {
      cancel.remove();
      const told = request.response;
      if (request.status >= 200 && request.status < 300 && told?.id) go(told.id, someRefused);
      else say(told?.title ?? form.dataset.failed);
    });
    request.open('POST', form.dataset.upload);
    for (const [name, value] of Object.entries(header)) request.setRequestHeader(name, value);
    request.responseType = 'json';
    request.send(body);
  }
}

// Files of a drop, those in folders too, as far as a case takes any.
async function dropped(transfer) {
  const entries = [...transfer.items].map(item => item.webkitGetAsEntry?.()).filter(entry => entry);
  if (!entries.some(entry => entry.isDirectory)) return [...transfer.files];
  const files = [];
  while (entries.length > 0 && files.length < 100) {
    const entry = entries.shift();
    if (entry.isFile) {
      files.push(await new Promise((done, failed) => entry.file(done, failed)));
    } else {
      const reader = entry.createReader();
      for (let part; (part = await new Promise((done, failed) => reader.readEntries(done, failed))).length > 0 && entries.length < 1000;) entries.push(...part);
    }
  }
  return files;
}

function watch(section) {
  const events = new EventSource(section.dataset.events);
  const text = section.querySelector('[data-text]');
  const bar = section.querySelector('progress');
  const stages = [...section.querySelectorAll('[data-stage]')];
  events.addEventListener('message', event => {
    const now = JSON.parse(event.data);
    text.textContent = now.text;
    const at = stages.findIndex(item => item.dataset.stage === now.stage);
    stages.forEach((item, i) => {
      item.className = at < 0 || i > at ? '' : i === at ? 'now' : 'past';
      if (i === at) item.setAttribute('aria-current', 'step'); else item.removeAttribute('aria-current');
    });
    if (now.share === null) bar.removeAttribute('value'); else bar.value = now.share;
    if (now.state === 'done' || now.state === 'failed') {
      events.close();
      location.reload();
    }
  });
}
