/* How scripts ask the server, and how the administrator's token is asked for once more before what must not happen by an
   open browser alone. */
(function () {
  'use strict';
  var dialog = document.getElementById('proof');
  var form = dialog.querySelector('form');
  var token = document.getElementById('proof_token');
  var fault = document.getElementById('proof_fault');
  var given = false;
  var settle = null;
  var passing = null;

  function headers() {
    return { 'X-Pollux-Page': dialog.dataset.pageToken };
  }

  /* What is told in JSON. A page that has lost its log-in leaves, and the rest of what was wanted never happens. */
  function ask(address, options) {
    options.headers = Object.assign(headers(), options.headers);
    options.cache = 'no-store';
    return fetch(address, options).then(function (answer) {
      if (answer.redirected) { return { leave: answer.url }; }
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return answer.json();
    }).then(function (told) {
      if (!told.leave) { return told; }
      window.pollux.leaving = true;
      window.location.assign(told.leave);
      return new Promise(function () { return null; });
    });
  }

  function unreachable() {
    if (dialog.open) {
      say(document.documentElement.dataset.unreachable);
    } else {
      window.PF('told').renderMessage({ summary: document.documentElement.dataset.unreachable, detail: '', severity: 'error' });
    }
    return false;
  }

  function say(words) {
    fault.textContent = words;
    fault.hidden = words === '';
  }

  function open() {
    return new Promise(function (resolve) {
      if (settle) { settle(false); }
      settle = resolve;
      given = false;
      say('');
      token.value = '';
      dialog.showModal();
      token.focus();
    });
  }

  function prove() {
    return ask(dialog.dataset.address, { method: 'GET' }).then(function (told) { return told.given || open(); }, unreachable);
  }

  form.addEventListener('submit', function (event) {
    event.preventDefault();
    ask(dialog.dataset.address, { method: 'POST', body: new URLSearchParams({ auth_token: token.value }) }).then(function (told) {
      if (told.given) {
        given = true;
        dialog.close();
        return;
      }
      say(told.wait ? dialog.dataset.wait.replace('{0}', told.wait) : dialog.dataset.wrong);
      token.select();
    }).catch(unreachable);
  });
  dialog.querySelector('[data-close]').addEventListener('click', function () { dialog.close(); });
  dialog.addEventListener('close', function () {
    token.value = '';
    if (settle) { settle(given); }
    settle = null;
  });
  /* PrimeFaces keeps the keyboard in its own open dialog; this one may stand above it. */
  dialog.addEventListener('keydown', function (event) { event.stopPropagation(); });
  dialog.addEventListener('mousedown', function (event) { event.stopPropagation(); });

  document.addEventListener('click', function (event) {
    var button = event.target.closest('[data-proof]');
    if (!button) { return; }
    if (button === passing) {
      passing = null;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    prove().then(function (right) {
      if (!right) { return; }
      passing = button.isConnected ? button : document.getElementById(button.id);
      if (passing) { passing.click(); }
    });
  }, true);

  window.pollux.ask = ask;
  window.pollux.headers = headers;
  window.pollux.prove = prove;
})();
