/* What the pages of keys do in the browser: files are read into the text that is looked at, keys are copied. */
(function () {
  'use strict';

  function tell(words) {
    window.PF('told').renderMessage({ summary: words, detail: '', severity: 'error' });
  }

  /* The server takes forms up to a size that it does not say, and drops the rest of larger ones without a word. */
  function fill(input, file) {
    if (file.size > Number(input.dataset.most)) {
      tell(input.dataset.tooLarge);
      return;
    }
    file.text().then(function (text) {
      var area = document.getElementById(input.dataset.fill);
      area.value = text;
      area.focus();
    });
  }

  /* The next step, where there is one. */
  window.pollux.focus = function (id) {
    var next = document.getElementById(id);
    if (next) { next.focus(); }
  };

  /* What is exported is what the address shows now, which changes without a reload. */
  document.addEventListener('click', function (event) {
    var link = event.target.closest('a[data-export]');
    if (link) {
      var shown = new URLSearchParams(window.location.search);
      shown.delete('page');
      shown.set('as', link.dataset.export);
      link.search = shown.toString();
    }
  }, true);

  document.addEventListener('change', function (event) {
    var input = event.target.closest('input[type=file][data-fill]');
    if (input && input.files.length) {
      fill(input, input.files[0]);
      input.value = '';
    }
  });
  ['dragover', 'drop'].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var area = event.target.closest && event.target.closest('textarea[data-drop]');
      if (area && event.dataTransfer && event.dataTransfer.types.includes('Files')) {
        event.preventDefault();
        if (name === 'drop') { fill(document.getElementById('add_file'), event.dataTransfer.files[0]); }
      }
    });
  });
})();
