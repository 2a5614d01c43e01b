/* What the pages do in the browser besides PrimeFaces: dark and light, times of the reader, addresses, failures. */
(function () {
  'use strict';
  var page = document.documentElement;
  var dark = window.matchMedia('(prefers-color-scheme: dark)');

  function toggleTheme() {
    var system = dark.matches ? 'dark' : 'light';
    var wanted = (page.dataset.theme || system) === 'dark' ? 'light' : 'dark';
    var follows = wanted === system;
    page.dataset.theme = follows ? '' : wanted;
    document.cookie = 'pollux-theme=' + (follows ? '' : wanted) + '; path=/; SameSite=Lax; max-age=' + (follows ? 0 : 31536000);
  }

  function reveal(button) {
    var input = document.getElementById(button.dataset.reveal);
    var shown = input.type === 'text';
    input.type = shown ? 'password' : 'text';
    button.setAttribute('aria-pressed', String(!shown));
    button.querySelector('.pi').className = 'pi ' + (shown ? 'pi-eye' : 'pi-eye-slash');
    input.focus();
  }

  /* The server does not know where the reader is. */
  function tellTimes() {
    var plain = new Intl.DateTimeFormat(page.lang, { dateStyle: 'medium', timeStyle: 'medium' });
    var near = new Intl.DateTimeFormat(page.lang, { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' });
    var exact = new Intl.DateTimeFormat(page.lang, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
    document.querySelectorAll('time.moment:not([data-told])').forEach(function (time) {
      var moment = new Date(time.dateTime);
      time.title = plain.format(moment);
      time.querySelectorAll('.moment-plain').forEach(function (words) { words.textContent = near.format(moment); });
      time.querySelectorAll('.moment-exact').forEach(function (words) { words.textContent = exact.format(moment); });
      time.dataset.told = '';
    });
  }

  /* Counts down by how much was left, for the reader's clock may be wrong. */
  var units = [['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]];

  function span(seconds) {
    var first = units.findIndex(function (unit) { return seconds >= unit[1]; });
    return units.slice(first, first + (first > 2 ? 1 : 2)).map(function (unit) {
      var count = Math.floor(seconds / unit[1]);
      seconds -= count * unit[1];
      return new Intl.NumberFormat(page.lang, { style: 'unit', unit: unit[0], unitDisplay: 'narrow' }).format(count);
    }).join(' ');
  }

  function countDown() {
    var over = false;
    document.querySelectorAll('time.countdown').forEach(function (time) {
      if (!time.dataset.ends) {
        time.dataset.ends = String(performance.now() + Number(time.dataset.left));
        time.title = new Intl.DateTimeFormat(page.lang, { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(time.dateTime));
      }
      var left = Math.ceil((Number(time.dataset.ends) - performance.now()) / 1000);
      var words = left > 0 ? span(left) : page.dataset.over;
      if (time.textContent !== words) { time.textContent = words; }
      over = over || left < 0;
    });
    if (over) { catchUp(); }
  }

  /* What has ended is fetched anew, unless that would disturb somebody at work. */
  var caughtUp = -Infinity;

  function catchUp() {
    var busy = page.classList.contains('working') || document.hidden || document.querySelector(
      '.ui-dialog[aria-hidden="false"], .bulk, details.words[open], #whole_key, .own-limit :focus, .ui-datatable-data :focus-visible, #hints :focus');
    if (!busy && window.refreshKeys && performance.now() - caughtUp > 5000) {
      caughtUp = performance.now();
      window.refreshKeys();
    }
  }

  /* Browsers lend their clipboard to safe origins only; elsewhere the text is marked, ready to be copied by hand. */
  function copy(button) {
    var text = document.getElementById(button.dataset.copy);
    window.getSelection().selectAllChildren(text);
    if (navigator.clipboard) {
      navigator.clipboard.writeText(text.textContent).then(function () {
        button.querySelector('.pi').className = 'pi pi-check';
      }, function () { return null; });
    }
  }

  /* A list that opens below its button is a plain <details>; it closes when somebody turns to something else, other than
     to a question that it has raised. */
  var lists = '.languages[open], .export[open]';

  function closeLists(target) {
    document.querySelectorAll(lists).forEach(function (list) {
      if (!list.contains(target) && !target.closest('dialog')) { list.open = false; }
    });
  }

  document.addEventListener('keydown', function (event) {
    var list = event.key === 'Escape' && !document.querySelector('dialog[open]') && document.querySelector(lists);
    if (list) {
      list.open = false;
      list.querySelector('summary').focus();
    }
    /* What calls itself a button is pressed like one. */
    if (event.key === ' ' && event.target.matches('a[role=button]')) {
      event.preventDefault();
      event.target.click();
    }
  });
  document.addEventListener('focusin', function (event) { closeLists(event.target); });

  document.addEventListener('click', function (event) {
    closeLists(event.target);
    var theme = event.target.closest('[data-toggle-theme]');
    var button = event.target.closest('[data-reveal]');
    var copied = event.target.closest('[data-copy]');
    if (copied) { copy(copied); }
    if (theme) { toggleTheme(); }
    if (button) { reveal(button); }
  });

  window.pollux = {
    /* A check of keys has come to its end, which changes what the table says. */
    checked: function (told) {
      if (told && told.finished) { window.refreshKeys(); }
    },
    /* A dialog has done its work, or stays open with the mistake in it. */
    done: function (told, dialog) {
      if (told && told.done) { window.PF(dialog).hide(); }
    }
  };

  tellTimes();
  countDown();
  window.setInterval(countDown, 1000);
  if (window.jQuery) {
    jQuery(document).on('pfAjaxSend', function (event, xhr, settings) {
      var data = typeof settings.data === 'string' ? settings.data : '';
      page.classList.add('working');
      page.classList.toggle('busy', /partial\.render=[^&]*%3Atable/.test(data));
    });
    jQuery(document).on('pfAjaxComplete', function (event, xhr) {
      var told = xhr && xhr.pfArgs;
      page.classList.remove('working', 'busy');
      if (told && told.address) { history.replaceState(history.state, '', told.address); }
      tellTimes();
      countDown();
    });
    jQuery(document).on('pfAjaxError', function () {
      page.classList.remove('working', 'busy');
      window.PF('told').renderMessage({ summary: page.dataset.unreachable, detail: '', severity: 'error' });
    });
  }
})();
