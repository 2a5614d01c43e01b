/* Saved prompts, on the server: listed, loaded, saved, deleted. */
(function () {
  'use strict';
  var play = window.pollux.play;
  var address = (document.getElementById('playground').dataset.context || '') + '/playground/prompts';
  var words = document.getElementById('words').dataset;
  var saved = document.getElementById('saved');
  var name = document.getElementById('name');
  var news = document.getElementById('prompt_news');

  async function ask(method, query, body) {
    news.textContent = '';
    try {
      var told = await window.pollux.ask(address + query, {
        method: method, headers: { 'Content-Type': 'application/json' }, body: body ? JSON.stringify(body) : undefined
      });
      if (told.fault) { news.textContent = words[told.fault]; }
      return told;
    } catch (broken) {
      news.textContent = words.unreachable;
      return { fault: 'unreachable' };
    }
  }

  async function list(chosen) {
    var told = await ask('GET', '', null);
    if (!told.names) { return; }
    saved.replaceChildren.apply(saved, told.names.map(function (one) { return new Option(one, one, false, one === chosen); }));
    if (!told.names.length) { saved.append(new Option(words.noprompts, '')); }
    document.getElementById('load').disabled = document.getElementById('drop').disabled = saved.disabled = !told.names.length;
  }

  async function load() {
    var told = await ask('GET', '?name=' + encodeURIComponent(saved.value), null);
    if (told.fault) {
      if (told.fault === 'gone') { await list(''); news.textContent = words.gone; }
      return;
    }
    play.form.write(JSON.parse(told.content));
    name.value = told.name;
    news.textContent = play.say('loaded', told.name);
  }

  async function save() {
    var wanted = name.value.trim();
    if (!wanted) {
      news.textContent = words.unnamed;
      name.focus();
      return;
    }
    var content = JSON.stringify(play.form.read());
    var told = await ask('POST', '', { name: wanted, content: content });
    if (told.saved === false && await play.sure(play.say('replace', wanted))) {
      told = await ask('POST', '', { name: wanted, content: content, replace: true });
    }
    if (told.saved) {
      await list(wanted);
      news.textContent = play.say('saved', wanted);
    }
  }

  async function drop() {
    var wanted = saved.value;
    if (!await play.sure(play.say('drop', wanted))) { return; }
    var told = await ask('DELETE', '?name=' + encodeURIComponent(wanted), null);
    if ('deleted' in told) {
      await list('');
      news.textContent = told.deleted ? play.say('deleted', wanted) : words.gone;
    }
  }

  document.getElementById('load').addEventListener('click', load);
  document.getElementById('save').addEventListener('click', save);
  document.getElementById('drop').addEventListener('click', drop);
  name.addEventListener('keydown', function (event) {
    if (event.key === 'Enter') { save(); }
  });
  list('');
})();
