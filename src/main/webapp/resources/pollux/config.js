/* The configuration page: editors, what is different before it is saved, and the questions to the server. */
(function () {
  'use strict';
  var root = document.getElementById('config');
  var words = {};
  var rows = {};
  var drafts = {};
  var faults = {};
  var state = { group: root.dataset.group, q: '' };

  document.querySelectorAll('#config_words [data-word]').forEach(function (word) { words[word.dataset.word] = word.textContent; });

  function say(name) {
    var parts = arguments;
    var text = words[name];
    if (text.indexOf('{') < 0) { return text; }
    return text.replace(/''/g, "'").replace(/\{(\d)\}/g, function (all, at) { return parts[Number(at) + 1]; });
  }

  function byId(id) { return document.getElementById(id); }

  function make(tag, attributes) {
    var made = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) {
      var value = attributes[name];
      if (name === 'text') {
        made.textContent = value;
      } else if (typeof value === 'function') {
        made.addEventListener(name, value);
      } else if (value !== false) {
        made.setAttribute(name, value === true ? '' : value);
      }
    });
    return add.apply(null, [made].concat(Array.prototype.slice.call(arguments, 2)));
  }

  function add(parent) {
    Array.prototype.slice.call(arguments, 1).forEach(function (child) { if (child) { parent.append(child); } });
    return parent;
  }

  function icon(name) { return make('span', { class: 'pi ' + name, 'aria-hidden': 'true' }); }

  function button(text, sign, click) {
    return make('button', { type: 'button', class: 'link-button', click: click }, sign && icon(sign), text);
  }

  /* PrimeFaces makes its widgets some time after the page has been loaded. */
  function whenReady(work) {
    if (window.PF && window.PF('told')) { work(); } else { window.setTimeout(function () { whenReady(work); }, 50); }
  }

  function growl(severity, text) {
    if (text) { window.PF('told').renderMessage({ summary: text, detail: '', severity: severity }); }
  }

  function post(what, body) {
    return window.pollux.ask(root.dataset.address + '/' + what, {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body || {})
    });
  }

  function unreachable() {
    growl('error', document.documentElement.dataset.unreachable);
    return { trouble: '' };
  }

  function leave(message) {
    window.pollux.leaving = true;
    if (message) { window.sessionStorage.setItem('pollux-config-told', message); }
    window.location.reload();
  }

  /* ---- editors: each has get() and set(text), and says changed() ---- */

  function named(row, attributes) {
    return Object.assign({ 'aria-labelledby': 'n-' + row.name, 'aria-describedby': 'd-' + row.name + ' f-' + row.name, autocomplete: 'off' }, attributes);
  }

  function plain(row, changed, attributes) {
    var input = make('input', named(row, Object.assign({ type: 'text', spellcheck: 'false', input: changed }, attributes)));
    row.box.append(input);
    return { input: input, get: function () { return input.value; }, set: function (text) { input.value = text; } };
  }

  function switched(row, changed) {
    var told = make('span', { 'aria-hidden': 'true' });
    var input = make('input', named(row, { type: 'checkbox', role: 'switch', class: 'switch', change: function () { tell(); changed(); } }));
    function tell() { told.textContent = say(input.checked ? 'on' : 'off'); }
    row.box.append(make('label', { class: 'switch-line' }, input, told));
    return {
      get: function () { return String(input.checked); },
      set: function (text) { input.checked = text === 'true'; tell(); }
    };
  }

  function number(row, changed) {
    var bounds = row.el.dataset.bounds.split('|');
    var editor = plain(row, changed, { type: 'number', min: bounds[0], max: bounds[1], step: bounds[2], inputmode: 'decimal', class: 'number' });
    var unit = bounds[3] ? say('unit.' + bounds[3]) + ' · ' : '';
    row.box.append(make('span', { class: 'soft', text: unit + bounds[0] + '–' + bounds[1] }));
    row.box.classList.add('one-line');
    return editor;
  }

  function choice(row, changed) {
    var select = make('select', named(row, { class: 'select', change: changed }));
    row.el.dataset.choices.split('|').forEach(function (word) { select.append(make('option', { value: word, text: word })); });
    row.box.append(select);
    return { get: function () { return select.value; }, set: function (text) { select.value = text; } };
  }

  function zone(row, changed) {
    var editor = plain(row, changed, { list: 'config_zones' });
    var list = make('datalist', { id: 'config_zones' });
    (Intl.supportedValuesOf ? Intl.supportedValuesOf('timeZone') : []).forEach(function (name) { list.append(make('option', { value: name })); });
    row.box.append(list);
    return editor;
  }

  function model(row, changed) {
    var editor = plain(row, changed);
    row.box.classList.add('config-add');
    row.box.append(button(say('pick'), 'pi-list', function () {
      pick([editor.get()], true, function (chosen) { editor.set(chosen[0] || ''); changed(); });
    }));
    return editor;
  }

  function secret(row, changed) {
    var standing = '';
    var gone = false;
    var input = make('input', named(row, { type: 'password', autocomplete: 'new-password', input: function () { gone = false; tell(); changed(); } }));
    var remove = button(say('secret.remove'), 'pi-times', function () { input.value = ''; gone = true; tell(); changed(); input.focus(); });
    function tell() {
      var set = standing !== '' && !gone;
      input.placeholder = say(set ? 'secret.set' : 'secret.unset');
      remove.hidden = !set && input.value === '';
    }
    row.box.append(input, remove);
    return {
      get: function () { return input.value !== '' ? input.value : gone ? '' : standing; },
      set: function (text) { standing = text; gone = false; input.value = ''; tell(); }
    };
  }

  function list(row, changed, kind) {
    var items = [];
    var known = [];
    var results = {};
    var all = make('ul', { class: 'items', 'aria-labelledby': 'n-' + row.name });
    var input = make('input', {
      type: 'text', class: 'entry', spellcheck: 'false', autocomplete: 'off', autocapitalize: 'none',
      placeholder: say(words['entry.' + kind] ? 'entry.' + kind : 'entry'),
      'aria-label': row.name + ': ' + say('entry'),
      keydown: function (event) { if (event.key === 'Enter') { event.preventDefault(); addTyped(); } }
    });
    function join(more) {
      more.forEach(function (item) { if (item && items.indexOf(item) < 0) { items.push(item); } });
      show();
      changed();
    }
    function addTyped() {
      join(input.value.split(/[,\n]/).map(function (item) { return item.trim(); }));
      input.value = '';
      input.focus();
    }
    function line(item, at) {
      var fresh = row.secret && known.indexOf(item) < 0;
      var text = make('code', { text: item });
      var result = results[item];
      return make('li', fresh ? { class: 'item item-new', title: say('generated') } : { class: 'item' }, text,
        result && make('span', { class: result.leads ? 'trial trial-good' : 'trial trial-bad', text: result.leads ? say('test.good', result.millis) : say('test.bad', result.words) }),
        fresh && kind === 'token' && make('button', { type: 'button', class: 'copy', 'aria-label': say('copy'), click: function () { copy(text, this); } }, icon('pi-copy')),
        make('button', { type: 'button', class: 'copy', 'aria-label': say('remove.one', item), click: function () {
          items.splice(at, 1);
          show();
          changed();
          (all.querySelectorAll('li .copy:last-child')[Math.min(at, items.length - 1)] || input).focus();
        } }, icon('pi-times')));
    }
    function show() {
      all.replaceChildren.apply(all, items.length === 0 ? [make('li', { class: 'soft', text: say('empty.list') })] : items.map(line));
    }
    function test(event) {
      var pressed = event.currentTarget;
      var tried = items.slice();
      pressed.disabled = true;
      pressed.lastChild.textContent = say('testing');
      post('proxies', { proxies: tried }).catch(unreachable).then(function (told) {
        pressed.disabled = false;
        pressed.lastChild.textContent = say('test');
        if (told.why) { growl('error', told.why); }
        (told.trials || []).forEach(function (trial, at) { results[tried[at]] = trial; });
        show();
      });
    }
    row.box.append(all, make('div', { class: 'config-add' }, input, button(say('add'), 'pi-plus', addTyped)));
    var more = make('div', { class: 'more' });
    if (kind === 'token') {
      more.append(button(say('generate'), 'pi-bolt', function () {
        post('token').catch(unreachable).then(function (told) { if (told.token) { join([told.token]); } });
      }));
    }
    if (kind === 'model') {
      more.append(button(say('pick'), 'pi-list', function () { pick(items, false, function (chosen) { items = chosen; show(); changed(); }); }));
    }
    if (kind === 'proxy') { more.append(button(say('test'), 'pi-bolt', test)); }
    more.append(button(say('many'), 'pi-clone', function () {
      bulk(join, function (less) { items = items.filter(function (item) { return less.indexOf(item) < 0; }); show(); changed(); });
    }));
    row.box.append(more);
    return {
      get: function () { return JSON.stringify(items); },
      set: function (text) { items = text ? JSON.parse(text) : []; known = items.slice(); show(); }
    };
  }

  /* Rows of several fields each. */
  function grid(row, changed, shape) {
    var body = make('div', { class: 'grid-lines' });
    function field(spec, value) {
      var attributes = { 'aria-label': row.name + ': ' + say(spec.label), placeholder: say(spec.label), 'data-field': spec.name, autocomplete: 'off', spellcheck: 'false' };
      if (!spec.choices) {
        return make('input', Object.assign({ type: spec.type || 'text', value: value === undefined ? '' : value, input: changed }, attributes, spec.more));
      }
      var select = make('select', Object.assign({ class: 'select', change: changed }, attributes));
      spec.choices.concat(spec.choices.indexOf(value) < 0 && value ? [value] : []).forEach(function (word) {
        select.append(make('option', { value: word, text: word, selected: word === value }));
      });
      return select;
    }
    function line(values) {
      var made = make('div', { class: 'grid-line grid-line-' + shape.fields.length });
      shape.fields.forEach(function (spec) { made.append(field(spec, values[spec.name])); });
      made.append(make('button', { type: 'button', class: 'copy', 'aria-label': say('remove'), click: function () { made.remove(); changed(); } }, icon('pi-times')));
      return made;
    }
    function lines() {
      return Array.prototype.map.call(body.children, function (made) {
        var values = {};
        made.querySelectorAll('[data-field]').forEach(function (input) { values[input.dataset.field] = input.value.trim(); });
        return values;
      });
    }
    row.box.append(body, make('div', { class: 'more' }, button(say('add'), 'pi-plus', function () {
      body.append(line({}));
      body.lastChild.querySelector('[data-field]').focus();
      changed();
    })));
    return {
      get: function () { return JSON.stringify(shape.write(lines())); },
      set: function (text) { body.replaceChildren.apply(body, shape.read(text ? JSON.parse(text) : shape.none).map(line)); }
    };
  }

  function numeral(text) { return text !== '' && !isNaN(Number(text)) ? Number(text) : text; }

  function mapped(fields, toValues, toMember) {
    return {
      fields: fields,
      none: {},
      read: function (map) { return Object.keys(map).map(function (name) { return Object.assign({ name: name }, toValues(map[name])); }); },
      write: function (lines) {
        var map = {};
        lines.forEach(function (line) { if (line.name) { map[line.name] = toMember(line); } });
        return map;
      }
    };
  }

  var quotas = ['rpm', 'tpm', 'rpd', 'tpd'];
  var shapes = {
    headers: mapped([{ name: 'name', label: 'name' }, { name: 'value', label: 'value' }],
      function (value) { return { value: value }; }, function (line) { return line.value; }),
    budgets: mapped([{ name: 'name', label: 'model' }, { name: 'budget', label: 'budget', type: 'number', more: { min: '-1', max: '32767' } }],
      function (budget) { return { budget: budget }; }, function (line) { return line.budget === '' ? -1 : numeral(line.budget); }),
    limits: mapped([{ name: 'name', label: 'model' }].concat(quotas.map(function (quota) { return { name: quota, label: quota, type: 'number', more: { min: '1' } }; })),
      function (limits) { return limits; },
      function (line) {
        var limits = {};
        quotas.forEach(function (quota) { if (line[quota] !== '') { limits[quota] = numeral(line[quota]); } });
        return limits;
      }),
    safety: {
      fields: [
        { name: 'category', label: 'category', choices: ['HARASSMENT', 'HATE_SPEECH', 'SEXUALLY_EXPLICIT', 'DANGEROUS_CONTENT', 'CIVIC_INTEGRITY'].map(function (name) { return 'HARM_CATEGORY_' + name; }) },
        { name: 'threshold', label: 'threshold', choices: ['OFF', 'BLOCK_NONE', 'BLOCK_ONLY_HIGH', 'BLOCK_MEDIUM_AND_ABOVE', 'BLOCK_LOW_AND_ABOVE', 'HARM_BLOCK_THRESHOLD_UNSPECIFIED'] }
      ],
      none: [],
      read: function (rules) { return rules; },
      write: function (lines) { return lines; }
    }
  };

  var editors = {
    switch: switched,
    number: number,
    choice: choice,
    text: plain,
    zone: zone,
    secret: secret,
    model: model,
    list: function (row, changed) { return list(row, changed, 'text'); },
    tokens: function (row, changed) { return list(row, changed, 'token'); },
    proxies: function (row, changed) { return list(row, changed, 'proxy'); },
    models: function (row, changed) { return list(row, changed, 'model'); },
    headers: function (row, changed) { return grid(row, changed, shapes.headers); },
    budgets: function (row, changed) { return grid(row, changed, shapes.budgets); },
    limits: function (row, changed) { return grid(row, changed, shapes.limits); },
    safety: function (row, changed) { return grid(row, changed, shapes.safety); }
  };

  function copy(text, pressed) {
    window.getSelection().selectAllChildren(text);
    if (navigator.clipboard) {
      navigator.clipboard.writeText(text.textContent).then(function () {
        pressed.querySelector('.pi').className = 'pi pi-check';
        pressed.setAttribute('aria-label', say('copied'));
      }, function () { return null; });
    }
  }

  /* ---- rows and drafts ---- */

  function open(el) {
    /* Facelets leaves empty attributes out. */
    var row = {
      el: el, name: el.dataset.name, text: el.dataset.text || '', otherwise: el.dataset.otherwise || '', version: el.dataset.version, secret: el.dataset.secret === 'true',
      stored: el.dataset.stored === 'true', box: el.querySelector('.setting-editor'), kind: el.dataset.editor
    };
    row.hay = (row.name + ' ' + row.name.replace(/_/g, ' ') + ' ' + el.querySelector('.setting-about').textContent).toLowerCase();
    rows[row.name] = row;
    if (el.dataset.changeable !== 'true') {
      if (row.text) { row.box.append(make('code', { class: 'setting-fixed', text: row.kind === 'switch' ? say(row.text === 'true' ? 'on' : 'off') : row.text })); }
      return;
    }
    row.editor = editors[row.kind](row, function () { edited(row); });
    row.editor.set(row.text);
    row.base = row.editor.get();
    row.end = el.querySelector('.setting-end');
    row.undo = button(say('undo'), 'pi-undo', function () { undo(row); });
    row.reset = button(say('reset'), 'pi-refresh', function () { reset(row); });
    row.reset.title = say('reset.to', row.otherwise || say('empty'));
    row.end.append(row.undo, row.reset);
    mark(row);
  }

  function edited(row) {
    var text = row.editor.get();
    if (text === row.base) { delete drafts[row.name]; } else { drafts[row.name] = { text: text }; }
    mark(row);
    told();
  }

  function undo(row) {
    row.editor.set(row.text);
    delete drafts[row.name];
    mark(row);
    told();
  }

  function reset(row) {
    row.editor.set(row.otherwise);
    drafts[row.name] = { reset: true, text: row.editor.get() };
    mark(row);
    told();
  }

  function mark(row) {
    var draft = drafts[row.name];
    var fault = draft && faults[row.name];
    var line = byId('f-' + row.name);
    row.el.classList.toggle('setting-changed', Boolean(draft));
    row.el.classList.toggle('setting-bad', Boolean(fault));
    row.el.querySelectorAll('.setting-editor > input, .setting-editor > select').forEach(function (input) { input.setAttribute('aria-invalid', String(Boolean(fault))); });
    if (line.textContent !== (fault || '')) { line.textContent = fault || ''; }
    line.hidden = !fault;
    row.undo.hidden = !draft;
    row.reset.hidden = !row.stored || Boolean(draft && draft.reset);
    row.end.hidden = row.undo.hidden && row.reset.hidden;
  }

  var pending = 0;
  var asked = 0;

  function told() {
    window.clearTimeout(pending);
    bar();
    if (Object.keys(drafts).length > 0) { pending = window.setTimeout(check, 300); }
  }

  function wishes() {
    var wished = {};
    Object.keys(drafts).forEach(function (name) { wished[name] = drafts[name].reset ? null : drafts[name].text; });
    return wished;
  }

  function check() {
    var turn = ++asked;
    return post('check', { wishes: wishes() }).catch(unreachable).then(function (answer) {
      if (turn !== asked) { return; }
      faults = answer.faults || {};
      Object.keys(rows).forEach(function (name) { if (rows[name].editor) { mark(rows[name]); } });
      bar();
    });
  }

  function bar() {
    var names = Object.keys(drafts);
    var bad = names.filter(function (name) { return faults[name]; }).length;
    byId('config_bar').hidden = names.length === 0;
    byId('config_count').textContent = names.length === 1 ? say('changes.one') : say('changes', names.length);
    byId('config_bad').textContent = bad === 0 ? '' : bad === 1 ? say('faults.one') : say('faults', bad);
    byId('config_review').disabled = bad > 0;
    document.querySelectorAll('.config-groups a').forEach(function (link) {
      var badge = link.querySelector('.config-drafts');
      if (!badge) { return; }
      var count = names.filter(function (name) { return rows[name].el.closest('.config-group').dataset.group === link.dataset.group; }).length;
      badge.hidden = count === 0;
      badge.textContent = String(count);
    });
  }

  /* ---- before saving ---- */

  function listed(text) {
    try {
      var value = JSON.parse(text);
      return Array.isArray(value) ? value.map(function (item) { return typeof item === 'string' ? item : JSON.stringify(item); })
        : Object.keys(value).map(function (name) { return name + ': ' + (typeof value[name] === 'object' ? JSON.stringify(value[name]) : value[name]); });
    } catch (broken) {
      return null;
    }
  }

  function shown(text) { return text === '' ? say('empty') : text; }

  function difference(row, text, against) {
    var before = against === undefined ? row.base : against;
    if (row.kind === 'secret') { return [make('p', { text: say('secret.changed') })]; }
    var structured = ['list', 'tokens', 'proxies', 'models', 'headers', 'budgets', 'limits', 'safety'].indexOf(row.kind) >= 0;
    var old = structured ? listed(before) : null;
    var now = structured ? listed(text) : null;
    if (!old || !now) {
      return [make('p', {}, make('del', { text: shown(before) }), ' ', icon('pi-arrow-right'), ' ', make('ins', { text: shown(text) }))];
    }
    var hidden = row.kind === 'headers';
    function veiled(item) { return hidden ? item.replace(/: [^]*$/, '') : item; }
    var gone = old.filter(function (item) { return now.indexOf(item) < 0; }).map(function (item) { return make('li', {}, make('del', { text: '− ' + veiled(item) })); });
    var come = now.filter(function (item) { return old.indexOf(item) < 0; }).map(function (item) { return make('li', {}, make('ins', { text: '+ ' + veiled(item) })); });
    var made = make('ul', {});
    made.append.apply(made, gone.concat(come));
    if (gone.length + come.length === 0) { made.append(make('li', { text: shown(text) })); }
    return [made];
  }

  function review() {
    var all = byId('config_differences');
    all.replaceChildren();
    Object.keys(drafts).forEach(function (name) {
      var item = make('li', { 'data-name': name }, make('h3', {}, make('code', { text: name })));
      item.append.apply(item, difference(rows[name], drafts[name].text));
      all.append(item);
    });
    problem('');
    if (!byId('config_dialog').open) { byId('config_dialog').showModal(); }
    byId('config_save').focus();
  }

  function problem(text) {
    byId('config_told').textContent = text;
    byId('config_told').hidden = text === '';
  }

  function save() {
    var seen = {};
    Object.keys(drafts).forEach(function (name) { seen[name] = rows[name].version; });
    byId('config_save').disabled = true;
    post('save', { wishes: wishes(), seen: seen }).catch(unreachable).then(function (answer) {
      byId('config_save').disabled = false;
      if (answer.saved !== undefined) {
        leave(answer.saved === 0 ? 'same' : 'saved');
      } else if (answer.proof) {
        window.pollux.prove().then(function (given) { if (given) { save(); } });
      } else if (answer.conflict) {
        conflicts(answer.conflict);
      } else if (answer.faults) {
        faults = answer.faults;
        Object.keys(drafts).forEach(function (name) { mark(rows[name]); });
        bar();
        problem(Object.keys(faults).map(function (name) { return faults[name]; }).join('\n'));
      } else {
        problem(answer.trouble ? say(answer.trouble) : document.documentElement.dataset.unreachable);
      }
    });
  }

  /* Somebody else was faster: for each setting one says whose value it shall be. */
  function conflicts(all) {
    review();
    problem(say('conflict'));
    byId('config_save').disabled = true;
    var open = all.length;
    all.forEach(function (conflict) {
      var row = rows[conflict.name];
      var item = byId('config_differences').querySelector('[data-name="' + conflict.name + '"]');
      var choices = make('p', { class: 'more' });
      function decided() {
        open -= 1;
        if (open === 0) {
          problem('');
          if (Object.keys(drafts).length === 0) { leave(); } else { byId('config_save').disabled = false; review(); }
        }
      }
      add(choices,
        button(say('conflict.theirs'), '', function () { adopt(row, conflict); undo(row); item.remove(); decided(); }),
        ['list', 'tokens', 'proxies', 'models'].indexOf(row.kind) >= 0 && !drafts[row.name].reset && button(say('conflict.both'), '', function () {
          var both = joined(JSON.parse(row.base), JSON.parse(row.editor.get()), JSON.parse(conflict.text));
          adopt(row, conflict);
          row.editor.set(JSON.stringify(both));
          edited(row);
          choices.remove();
          decided();
        }),
        button(say('conflict.mine'), '', function () { adopt(row, conflict); mark(row); choices.remove(); decided(); }));
      item.classList.add('difference-conflict');
      item.append(make('p', { class: 'conflict-by', text: say('conflict.by', conflict.who || '?') }));
      item.append.apply(item, difference(row, conflict.text));
      item.append(choices);
    });
    byId('config_differences').querySelector('.difference-conflict button').focus();
  }

  /* The value that stands now, under what is being edited. */
  function adopt(row, conflict) {
    var mine = row.editor.get();
    row.text = conflict.text;
    row.version = conflict.version;
    row.stored = true;
    row.editor.set(conflict.text);
    row.base = row.editor.get();
    if (row.kind !== 'secret') { row.editor.set(mine); }
  }

  /* Theirs, with what was added and taken away here. */
  function joined(base, mine, theirs) {
    var kept = theirs.filter(function (item) { return mine.indexOf(item) >= 0 || base.indexOf(item) < 0; });
    return kept.concat(mine.filter(function (item) { return base.indexOf(item) < 0 && kept.indexOf(item) < 0; }));
  }

  /* ---- dialogs ---- */

  var models = null;
  var picked = null;

  function pick(chosen, single, take) {
    picked = { take: take, chosen: chosen.filter(Boolean), single: single };
    byId('config_picker_search').value = '';
    byId('config_picker').showModal();
    offer();
    if (models) { return; }
    byId('config_picker_told').textContent = say('models.loading');
    post('models').catch(unreachable).then(function (told) {
      models = told.models && told.models.length > 0 ? told.models : null;
      byId('config_picker_told').textContent = models ? '' : say('models.none', told.why || '');
      offer();
    });
  }

  function offer() {
    var sought = byId('config_picker_search').value.trim().toLowerCase();
    var names = (models || []).concat(picked.chosen.filter(function (name) { return (models || []).indexOf(name) < 0; }));
    var all = names.filter(function (name) { return name.toLowerCase().indexOf(sought) >= 0; }).map(function (name) {
      return make('label', {}, make('input', {
        type: picked.single ? 'radio' : 'checkbox', name: 'config_model', value: name, checked: picked.chosen.indexOf(name) >= 0,
        change: function () {
          if (picked.single) { picked.chosen = [name]; return; }
          picked.chosen = this.checked ? picked.chosen.concat([name]) : picked.chosen.filter(function (other) { return other !== name; });
        }
      }), make('code', { text: name }));
    });
    byId('config_models').replaceChildren.apply(byId('config_models'), all);
  }

  var bulky = null;

  function bulk(add, remove) {
    bulky = { add: add, remove: remove };
    byId('config_bulk_text').value = '';
    byId('config_bulk').showModal();
    byId('config_bulk_text').focus();
  }

  function pasted() {
    return byId('config_bulk_text').value.split(/[\s,;"'[\]]+/).filter(Boolean);
  }

  function administrator(event) {
    event.preventDefault();
    var token = byId('config_admin_token').value.trim();
    var line = byId('config_admin_told');
    function problemOf(text) { line.textContent = text; line.hidden = text === ''; }
    problemOf('');
    window.pollux.prove().then(function (given) {
      if (!given) { return; }
      post('administrator', { token: token }).catch(unreachable).then(function (told) {
        if (told.done) { leave(); } else if (told.short) { problemOf(say('short', told.short)); } else if (told.trouble) { problemOf(say(told.trouble)); }
      });
    });
  }

  /* ---- what is shown, and the address ---- */

  function look(next, how) {
    state = next;
    var sought = state.q.toLowerCase().split(/\s+/).filter(Boolean);
    var count = 0;
    document.querySelectorAll('.config-group').forEach(function (section) {
      var any = false;
      section.querySelectorAll('.setting').forEach(function (el) {
        var fits = sought.every(function (word) { return rows[el.dataset.name].hay.indexOf(word) >= 0; });
        el.hidden = !fits;
        any = any || fits;
        count += fits && sought.length > 0 ? 1 : 0;
      });
      section.hidden = sought.length > 0 ? !any || section.dataset.group === 'history' : section.dataset.group !== state.group;
    });
    byId('config_none').hidden = sought.length === 0 || count > 0;
    byId('config_shown').textContent = sought.length === 0 ? '' : say('shown', count);
    document.querySelectorAll('.config-groups a').forEach(function (link) {
      var here = sought.length === 0 && link.dataset.group === state.group;
      link.setAttribute('aria-current', here ? 'true' : 'false');
      if (here && link.parentNode.scrollWidth > link.parentNode.clientWidth) { link.parentNode.scrollLeft = link.offsetLeft - 16; }
    });
    if (byId('config_search').value !== state.q) { byId('config_search').value = state.q; }
    if (how) {
      var query = new URLSearchParams();
      query.set('group', state.group);
      if (state.q) { query.set('q', state.q); }
      history[how](null, '', window.location.pathname + '?' + query);
    }
  }

  function asAddressed(search) {
    var query = new URLSearchParams(search);
    var group = query.get('group') || state.group;
    var known = Array.prototype.some.call(document.querySelectorAll('.config-group'), function (section) { return section.dataset.group === group; });
    return { group: known ? group : root.dataset.group, q: query.get('q') || '' };
  }

  /* ---- beginning ---- */

  document.querySelectorAll('.setting').forEach(open);
  look({ group: root.dataset.group, q: byId('config_search').value.trim() }, '');

  byId('config_search').addEventListener('input', function () { look({ group: state.group, q: this.value.trim() }, 'replaceState'); });
  root.addEventListener('click', function (event) {
    var link = event.target.closest('a[href^="?"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    event.preventDefault();
    look(asAddressed(link.getAttribute('href')), 'pushState');
    window.scrollTo(0, 0);
  });
  window.addEventListener('popstate', function () { look(asAddressed(window.location.search), ''); });
  window.addEventListener('beforeunload', function (event) {
    if (!window.pollux.leaving && Object.keys(drafts).length > 0) { event.preventDefault(); }
  });
  document.addEventListener('click', function (event) {
    var close = event.target.closest('[data-close^="config_"]');
    var back = event.target.closest('[data-revert]');
    if (close) { byId(close.dataset.close).close(); }
    if (back) {
      byId('config_back_question').textContent = byId('config_back_question').dataset.words.replace('{0}', back.closest('.change').dataset.name);
      byId('config_back_go').dataset.id = back.dataset.revert;
      byId('config_back').showModal();
    }
  });
  byId('config_back_go').addEventListener('click', function () {
    byId('config_back').close();
    post('revert', { id: Number(this.dataset.id) }).catch(unreachable).then(function (answer) {
      if (answer.saved !== undefined) {
        leave(answer.saved === 0 ? 'same' : 'reverted');
      } else if (answer.conflict) {
        growl('error', say('conflict.revert'));
      } else if (answer.faults) {
        growl('error', Object.keys(answer.faults).map(function (name) { return answer.faults[name]; }).join('\n'));
      } else if (answer.trouble) {
        growl('error', say(answer.trouble));
      }
    });
  });
  byId('config_discard').addEventListener('click', function () {
    Object.keys(drafts).forEach(function (name) { undo(rows[name]); });
    byId('config_search').focus();
  });
  byId('config_review').addEventListener('click', function () {
    window.clearTimeout(pending);
    check().then(function () { if (!byId('config_review').disabled) { byId('config_save').disabled = false; review(); } });
  });
  byId('config_save').addEventListener('click', save);
  byId('config_picker_search').addEventListener('input', offer);
  byId('config_picker_take').addEventListener('click', function () { byId('config_picker').close(); picked.take(picked.chosen); });
  byId('config_bulk_add').addEventListener('click', function () { byId('config_bulk').close(); bulky.add(pasted()); });
  byId('config_bulk_remove').addEventListener('click', function () { byId('config_bulk').close(); bulky.remove(pasted()); });
  byId('config_admin_open').addEventListener('click', function () {
    byId('config_admin_token').value = '';
    byId('config_admin_told').hidden = true;
    byId('config_admin').showModal();
  });
  byId('config_admin_generate').addEventListener('click', function () {
    post('token').catch(unreachable).then(function (told) { if (told.token) { byId('config_admin_token').value = told.token; } });
  });
  byId('config_admin').querySelector('form').addEventListener('submit', administrator);
  window.addEventListener('load', function () {
    var message = window.sessionStorage.getItem('pollux-config-told');
    window.sessionStorage.removeItem('pollux-config-told');
    if (message) { whenReady(function () { growl('info', say(message)); }); }
  });
})();
