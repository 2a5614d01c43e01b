/* The log page: rows that are ticked, what is to be deleted, and how far that has come. */
(function () {
  'use strict';
  var dialog = document.getElementById('erase');
  var form = dialog.querySelector('form');
  var fault = document.getElementById('erase_fault');
  var card = document.getElementById('erasing');
  var picked = '.log-pick:checked';
  var number = new Intl.NumberFormat(document.documentElement.lang);
  var watching = false;

  function rows() {
    return Array.from(document.querySelectorAll(picked), function (box) { return box.value; });
  }

  function ask(options) { return window.pollux.ask(card.dataset.address, options); }

  function show(told) {
    var running = told.state === 'RUNNING';
    card.hidden = false;
    card.querySelector('h2').textContent = card.dataset[told.state.toLowerCase()].replace('{0}', number.format(told.deleted));
    card.querySelector('progress').value = told.percent;
    card.querySelector('[data-stop]').hidden = !running;
    card.querySelector('a').hidden = running;
  }

  function watch() {
    ask({ method: 'GET' }).then(function (told) {
      if (told.state === 'RUNNING') {
        watching = true;
        window.setTimeout(watch, 1000);
      }
      if (watching) { show(told); }
    }, function () {
      if (watching) { window.setTimeout(watch, 3000); }
    });
  }

  function begin(scope) {
    var wish = new URLSearchParams(window.location.search);
    wish.set('scope', scope);
    wish.delete('row');
    if (scope === 'chosen') { rows().forEach(function (row) { wish.append('row', row); }); }
    ask({ method: 'POST', body: wish }).then(function (told) {
      dialog.close();
      watching = true;
      show(told);
      watch();
    }, function () { fault.hidden = false; });
  }

  function open() {
    var chosen = rows().length;
    var scopes = form.elements.scope;
    document.getElementById('erase_chosen').textContent = form.dataset.chosen.replace('{0}', number.format(chosen));
    scopes[0].disabled = chosen === 0;
    scopes[chosen === 0 ? 1 : 0].checked = true;
    fault.hidden = true;
    dialog.showModal();
  }

  form.addEventListener('submit', function (event) {
    var scope = form.elements.scope.value;
    var all = scope === 'all' || scope === 'found' && form.querySelector('[data-everything]').dataset.everything === 'true';
    event.preventDefault();
    if (!all) {
      begin(scope);
      return;
    }
    dialog.close();
    window.pollux.prove().then(function (given) { if (given) { begin(scope); } });
  });
  form.querySelector('[data-close]').addEventListener('click', function () { dialog.close(); });
  card.querySelector('[data-stop]').addEventListener('click', function () {
    ask({ method: 'POST', body: new URLSearchParams({ scope: 'stop' }) }).then(show, function () { return null; });
  });
  document.addEventListener('click', function (event) {
    if (event.target.closest('[data-erase]')) { open(); }
  });
  watch();
})();
