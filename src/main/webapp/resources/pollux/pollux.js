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
    document.querySelectorAll('time.moment:not([data-told])').forEach(function (time) {
      var moment = new Date(time.dateTime);
      time.title = plain.format(moment);
      time.querySelectorAll('.moment-plain').forEach(function (words) { words.textContent = near.format(moment); });
      time.dataset.told = '';
    });
  }

  document.addEventListener('click', function (event) {
    var theme = event.target.closest('[data-toggle-theme]');
    var button = event.target.closest('[data-reveal]');
    if (theme) { toggleTheme(); }
    if (button) { reveal(button); }
  });

  window.pollux = {
    /* A check of keys has come to its end, which changes what the table says. */
    checked: function (told) {
      if (told && told.finished) { window.refreshKeys(); }
    }
  };

  tellTimes();
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
    });
    jQuery(document).on('pfAjaxError', function () {
      page.classList.remove('working', 'busy');
      window.PF('told').renderMessage({ summary: page.dataset.unreachable, detail: '', severity: 'error' });
    });
  }
})();
