/* The page as a whole: what is asked for, the conversation, and the wire beside it. */
(function () {
  'use strict';
  var play = window.pollux.play;
  var words = document.getElementById('words').dataset;
  var root = document.getElementById('playground').dataset;
  var at = function (id) { return document.getElementById(id); };
  var KEPT = 'pollux-playground';
  var LONG = 300000;
  var fields = ['message', 'system', 'temperature', 'most', 'extra'];
  var ticks = ['stream', 'thoughts'];
  var models = {};
  var turns = [];
  var views = new Map();
  var running = null;
  var shown = null;
  var wanted = '';
  var fresh = true;
  play.megabytes = Math.floor(Number(root.most) / 1048576);

  function complain(text) {
    at('fault').textContent = text;
    at('fault').hidden = !text;
  }
  play.complain = complain;

  /* --- what is asked for --- */

  function dialect() { return document.querySelector('[name=dialect]:checked').value; }

  function read() {
    var all = { model: at('model').value, dialect: dialect() };
    fields.forEach(function (id) { all[id] = at(id).value; });
    ticks.forEach(function (id) { all[id] = at(id).checked; });
    return all;
  }

  function write(all) {
    fields.forEach(function (id) { if (typeof all[id] === 'string') { at(id).value = all[id]; } });
    ticks.forEach(function (id) { if (typeof all[id] === 'boolean') { at(id).checked = all[id]; } });
    if (all.dialect) { document.querySelector('[name=dialect][value="' + (all.dialect === 'openai' ? 'openai' : 'gemini') + '"]').checked = true; }
    if (all.model) { choose(all.model); }
    at('extra').closest('details').open = Boolean(at('extra').value);
    refresh();
  }
  play.form = { read: read, write: write };

  function choose(model) {
    var listed = Array.from(at('model').options).some(function (option) { return option.value === model; });
    if (!listed) { at('model').append(new Option(model, model)); }
    at('model').value = model;
    wanted = model;
  }

  function extra() {
    var text = at('extra').value.trim();
    try {
      var told = text ? JSON.parse(text) : {};
      if (typeof told !== 'object' || told === null || Array.isArray(told)) { throw new Error(typeof told); }
      at('extra_fault').textContent = '';
      return told;
    } catch (malformed) {
      at('extra_fault').textContent = play.say('object', malformed.message);
      return null;
    }
  }

  function number(id) { return at(id).value === '' ? null : Number(at(id).value); }

  /* Null while something in the settings cannot be meant. */
  function how() {
    var more = extra();
    if (!more || !at('temperature').checkValidity() || !at('most').checkValidity()) { return null; }
    return {
      model: at('model').value, system: at('system').value.trim(), temperature: number('temperature'), most: number('most'),
      stream: at('stream').checked, thoughts: at('thoughts').checked, extra: more
    };
  }

  /* The dialects read what is said only; what belongs to the page alone stays here. */
  function request(said) {
    var settings = how();
    if (!settings) { return null; }
    var speech = play.dialects[dialect()];
    var body = speech.body(said, settings);
    return { dialect: dialect(), address: speech.address(settings), body: body, text: JSON.stringify(body), stream: settings.stream, model: settings.model };
  }

  /* What is in the fields, as turns: answers of tools first, for the model waits for them. */
  function next() {
    var more = [];
    var last = turns[turns.length - 1];
    var calls = last && last.role === 'model' ? last.parts.filter(function (part) { return part.call; }) : [];
    if (calls.length) {
      var replies = views.get(last).replies();
      more.push({ role: 'tool', results: calls.map(function (part, index) {
        return { id: part.call.id, name: part.call.name, text: replies[index] || '' };
      }) });
    }
    var text = at('message').value.trim();
    if (text || play.pictures.all().length) { more.push({ role: 'user', text: text, images: play.pictures.all() }); }
    return more;
  }

  /* --- the conversation --- */

  function view(turn) {
    var made = new play.View(turn, { edit: edit, raw: function (one) { look(one.exchange, true); } });
    views.set(turn, made);
    if (turn.role === 'model') { made.end(); }
    return made;
  }

  function send() {
    if (running) { return; }
    var more = next();
    complain('');
    if (!at('model').value) { complain(words.models); return; }
    if (!more.length) { complain(words.empty); at('message').focus(); return; }
    var asked = request(turns.concat(more));
    if (!asked) { complain(words.wrong); tab('how'); return; }
    if (new Blob([asked.text]).size > Number(root.most)) { complain(play.say('large', words.message, play.megabytes)); return; }
    play.forgive();
    more.forEach(function (turn) {
      turns.push(turn);
      view(turn);
    });
    at('message').value = '';
    play.pictures.put([]);
    run(asked);
  }

  function again() {
    var last = turns[turns.length - 1];
    if (last && last.role === 'model') { turns.pop(); views.get(last).node.remove(); }
    var asked = request(turns);
    if (asked && turns.length) { run(asked); } else { complain(words.wrong); }
  }

  async function run(asked) {
    var call = new play.Call(play.dialects[asked.dialect], asked);
    var turn = { role: 'model', model: asked.model, dialect: asked.dialect, parts: call.heard.parts, exchange: { asked: asked, heard: call.heard } };
    var made = new play.View(turn, { edit: edit, raw: function (one) { look(one.exchange, true); } });
    var due = 0;
    var conversation = turns;
    views.set(turn, made);
    running = call;
    busy(made, true);
    look(turn.exchange, false);
    var end = await call.run(function () {
      due = due || window.setTimeout(function () { due = 0; made.grow(); wire(); }, 80);
    });
    window.clearTimeout(due);
    running = null;
    busy(made, false);
    /* Of a conversation that was given up meanwhile nothing goes into the new one. */
    if (conversation === turns) { finish(turn, made, end); }
    wire();
    keep();
  }

  function busy(made, on) {
    made.busy(on);
    at('stop').hidden = !on;
    at('send').hidden = on;
    at('turns').setAttribute('aria-busy', String(on));
  }

  function note(turn, heard, end) {
    if (end === 'stopped') { return words.stopped; }
    if (heard.blocked) { return play.say('blocked', heard.blocked); }
    if (heard.finish && !play.dialects[turn.dialect].good(heard.finish)) { return play.say('finished', heard.finish); }
    return turn.parts.length || end !== 'good' ? '' : words.nothing;
  }

  function finish(turn, made, end) {
    var heard = turn.exchange.heard;
    turn.usage = heard.usage;
    turn.first = heard.first;
    turn.total = heard.total;
    turn.id = heard.id;
    turn.note = note(turn, heard, end);
    var empty = !turn.parts.length && end !== 'good' && end !== 'stopped';
    if (empty) { made.node.remove(); } else { turns.push(turn); made.end(); }
    if (end === 'refused') { play.fault(heard.refusal, { again: again }); }
    if (end === 'unreachable') { play.fault({ status: 0, name: '', words: words.unreachable, retry: '' }, { again: again }); }
    if (end === 'cut') { play.fault({ status: 0, name: '', words: words.cut, retry: '' }, { again: again }); }
  }

  function edit(turn) {
    if (running) { return; }
    turns.splice(turns.indexOf(turn)).forEach(function (gone) { views.get(gone).node.remove(); });
    play.forgive();
    at('message').value = turn.text;
    play.pictures.put(turn.images);
    if (!turns.length) { play.clear(); }
    at('message').focus();
    shown = null;
    refresh();
  }

  async function anew() {
    if (turns.length && !await play.sure(words.anew)) { return; }
    if (running) { running.stop(); }
    turns = [];
    shown = null;
    play.clear();
    refresh();
    at('message').focus();
  }

  /* --- the wire --- */

  /* Long runs of base64 in the middle of a request are only in the way of the eye. */
  function short(body) {
    return JSON.stringify(body, function (name, value) {
      return typeof value === 'string' && value.length > 2000 && /^[^\s]+$/.test(value.slice(0, 500))
        ? value.slice(0, 80) + '… ' + play.say('shortened', value.length - 80) : value;
    }, 2);
  }

  /* The exchange that is looked at, or else the request that would be sent now. */
  function current() {
    var more = next();
    if (shown && (running || !more.length || shown.held)) { return shown.asked; }
    return request(turns.concat(more));
  }

  function look(exchange, held) {
    shown = { asked: exchange.asked, heard: exchange.heard, held: held };
    if (held) { tab('answer'); }
    wire();
  }

  function wire() {
    var asked = current();
    var heard = shown ? shown.heard : null;
    at('request_when').textContent = shown && asked === shown.asked ? words.sent : words.tosend;
    at('request_line').textContent = asked ? 'POST ' + asked.address : '';
    at('request_body').textContent = asked ? short(asked.body) : words.wrong;
    at('answer_when').textContent = heard && heard.status ? words.came : words.none;
    at('answer_line').textContent = heard && heard.status ? [heard.status, heard.type, heard.id].filter(Boolean).join(' · ') : '';
    if (!at('answer').hidden) {
      var raw = heard ? heard.raw : '';
      at('answer_body').textContent = raw.length > LONG ? raw.slice(0, LONG) + '\n… ' + play.say('shortened', raw.length - LONG) : raw;
    }
    at('code_body').textContent = asked ? code({ asked: Object.assign({}, asked, { body: JSON.parse(short(asked.body)) }) }) : words.wrong;
  }

  function code(exchange) {
    var asked = exchange.asked;
    return play.code(document.querySelector('[name=language]:checked').value, {
      url: window.location.origin + (root.context || '') + asked.address, dialect: asked.dialect, body: asked.body, stream: asked.stream
    });
  }

  function take(what) {
    var asked = current();
    if (what === 'answer') { return shown ? shown.heard.raw : ''; }
    if (!asked) { return ''; }
    return what === 'code' ? code({ asked: asked }) : JSON.stringify(asked.body, null, 2);
  }

  /* --- tabs, keys, and what is kept --- */

  function tab(id) {
    document.querySelectorAll('.play-side [role=tab]').forEach(function (button) {
      var on = button.getAttribute('aria-controls') === id;
      button.setAttribute('aria-selected', String(on));
      button.tabIndex = on ? 0 : -1;
      at(button.getAttribute('aria-controls')).hidden = !on;
    });
    wire();
  }

  /* The conversation without what went over the wire. */
  function light() {
    return turns.map(function (turn) { return Object.assign({}, turn, { exchange: undefined }); });
  }

  /* For this tab of the browser only, so that neither a reload nor the end of a log-in loses what was written. */
  function keep() {
    try {
      sessionStorage.setItem(KEPT, JSON.stringify({ form: read(), turns: light(), images: play.pictures.all() }));
    } catch (full) {
      sessionStorage.setItem(KEPT, JSON.stringify({ form: read(), turns: [], images: [] }));
    }
  }

  function restore() {
    var address = new URLSearchParams(window.location.search);
    var kept = {};
    try { kept = JSON.parse(sessionStorage.getItem(KEPT) || '{}'); } catch (unreadable) { kept = {}; }
    turns = kept.turns || [];
    fresh = !kept.form;
    turns.forEach(view);
    if (kept.images) { play.pictures.put(kept.images); }
    write(Object.assign({}, kept.form, address.get('dialect') ? { dialect: address.get('dialect') } : {}, address.get('model') ? { model: address.get('model') } : {}));
  }

  function refresh() {
    var address = new URLSearchParams();
    if (dialect() !== 'gemini') { address.set('dialect', dialect()); }
    if (wanted) { address.set('model', wanted); }
    var query = address.toString();
    history.replaceState(history.state, '', window.location.pathname + (query ? '?' + query : ''));
    if (shown) { shown.held = false; }
    keep();
    wire();
  }

  function bounds() {
    var model = models[at('model').value] || {};
    at('most').max = model.outputTokenLimit || '';
    at('temperature').max = model.maxTemperature || 2;
  }

  function modelChanged() {
    var model = models[at('model').value] || {};
    bounds();
    at('thoughts').checked = Boolean(model.thinking);
  }

  async function listModels() {
    at('model').replaceChildren(new Option(words.loading, ''));
    try {
      var all = await play.models();
      at('model').replaceChildren.apply(at('model'), all.map(function (model) {
        var id = model.name.replace(/^models\//, '');
        models[id] = model;
        return new Option(id, id);
      }));
      if (!all.length) { at('model').append(new Option(words.models, '')); }
    } catch (refused) {
      at('model').replaceChildren(new Option(words.models, ''));
      complain([words.refused, refused.words || words.unreachable].join(': '));
      if (refused.status === 401) { play.fault(refused, { again: listModels }); }
    }
    listed();
  }

  function listed() {
    if (wanted) { choose(wanted); }
    if (fresh && models[at('model').value]) { modelChanged(); } else { bounds(); }
    fresh = false;
    refresh();
  }

  at('compose').addEventListener('submit', function (event) {
    event.preventDefault();
    send();
  });
  at('stop').addEventListener('click', function () { if (running) { running.stop(); } at('message').focus(); });
  at('anew').addEventListener('click', anew);
  at('again_models').addEventListener('click', listModels);
  document.addEventListener('keydown', function (event) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !document.querySelector('dialog[open]')) {
      event.preventDefault();
      send();
    }
    if (event.key === 'Escape' && running && !document.querySelector('dialog[open]')) { running.stop(); }
  });
  at('playground').addEventListener('input', refresh);
  at('model').addEventListener('change', function () {
    wanted = at('model').value;
    modelChanged();
    refresh();
  });
  document.querySelectorAll('.play-side [role=tab]').forEach(function (button, index, all) {
    button.addEventListener('click', function () { tab(button.getAttribute('aria-controls')); });
    button.addEventListener('keydown', function (event) {
      var step = { ArrowRight: 1, ArrowLeft: all.length - 1 }[event.key];
      if (!step) { return; }
      var other = all[(index + step) % all.length];
      other.focus();
      other.click();
    });
  });
  document.querySelectorAll('[data-take]').forEach(function (button) {
    button.addEventListener('click', function () { play.copy(take(button.dataset.take), button); });
  });
  /* Whoever logs out leaves nothing behind. */
  at('logout').addEventListener('submit', function () { sessionStorage.removeItem(KEPT); });
  play.pictures.follow(refresh, function (more) { return more + JSON.stringify(light()).length + JSON.stringify(play.pictures.all()).length < Number(root.most); });
  restore();
  /* Without a key nobody could say which models there are. */
  if (root.keys === 'some') {
    listModels();
  } else {
    at('model').replaceChildren(new Option(words.models, ''));
    listed();
  }
})();
