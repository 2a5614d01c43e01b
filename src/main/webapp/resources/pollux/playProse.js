/* Text of a model as nodes: paragraphs, code, pictures. Only ever as text: nothing of it is read as markup by the browser. */
(function () {
  'use strict';
  var play = window.pollux.play = {};
  var words = document.getElementById('words').dataset;
  var fence = /^ {0,3}(`{3,}|~{3,})\s*([^`\n]*)$/;
  var picture = /!\[[^\]\n]{0,200}\]\(data:(image\/[a-zA-Z0-9.+-]{1,60});base64,([A-Za-z0-9+/=_-]+)\)/;

  function fill(text, parts) {
    return text.replace(/\{(\d)\}/g, function (whole, number) { return String(parts[Number(number)]); });
  }

  function say(name) {
    return fill(words[name], Array.prototype.slice.call(arguments, 1));
  }

  function piece(id) {
    return document.getElementById(id).content.firstElementChild.cloneNode(true);
  }

  /* A picture of any size on a canvas, which needs no address that the content policy would have to allow. */
  function drawn(type, data, largest) {
    var canvas = document.createElement('canvas');
    canvas.className = 'drawn';
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', say('picture', '').trim());
    try {
      var bytes = Uint8Array.from(atob(data.replace(/-/g, '+').replace(/_/g, '/')), function (c) { return c.charCodeAt(0); });
      createImageBitmap(new Blob([bytes], { type: type })).then(function (bitmap) {
        var scale = Math.min(1, largest / Math.max(bitmap.width, bitmap.height));
        canvas.width = Math.max(1, Math.round(bitmap.width * scale));
        canvas.height = Math.max(1, Math.round(bitmap.height * scale));
        canvas.getContext('2d').drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      }, function () { canvas.replaceWith(type); });
    } catch (unreadable) {
      return document.createTextNode(type);
    }
    return canvas;
  }

  /* `code` and **weight** within a line; a picture by itself. */
  function line(text, into) {
    text.split(/(`[^`\n]+`|\*\*[^*\n]+\*\*)/).forEach(function (part, index) {
      if (index % 2 === 0) {
        into.append(part);
        return;
      }
      var code = part.charAt(0) === '`';
      var node = document.createElement(code ? 'code' : 'strong');
      node.textContent = code ? part.slice(1, -1) : part.slice(2, -2);
      into.append(node);
    });
  }

  function paragraphs(text, into) {
    text.split(/\n{2,}/).forEach(function (part) {
      if (!part.trim()) { return; }
      var found = picture.exec(part);
      if (found) {
        paragraphs(part.slice(0, found.index), into);
        into.append(drawn(found[1], found[2], 640));
        paragraphs(part.slice(found.index + found[0].length), into);
        return;
      }
      var heading = /^#{1,6} +(.+)$/.exec(part.trim());
      var node = document.createElement('p');
      if (heading) { node.className = 'prose-head'; }
      line(heading ? heading[1] : part.replace(/^\n+|\n+$/g, ''), node);
      into.append(node);
    });
  }

  function block(name, code) {
    var node = piece('code-template');
    node.querySelector('.block-name').textContent = name;
    node.querySelector('code').textContent = code;
    node.querySelector('.copy').addEventListener('click', function (event) { copy(code, event.currentTarget); });
    return node;
  }

  function prose(text) {
    var into = document.createDocumentFragment();
    var plain = [];
    var code = null;
    text.split('\n').forEach(function (row) {
      var mark = fence.exec(row);
      if (code && mark && mark[1].indexOf(code.mark) === 0 && !mark[2].trim()) {
        into.append(block(code.name, code.rows.join('\n')));
        code = null;
      } else if (code) {
        code.rows.push(row);
      } else if (mark) {
        paragraphs(plain.join('\n'), into);
        plain = [];
        code = { mark: mark[1], name: mark[2].trim(), rows: [] };
      } else {
        plain.push(row);
      }
    });
    paragraphs(plain.join('\n'), into);
    if (code) { into.append(block(code.name, code.rows.join('\n'))); }
    return into;
  }

  /* Where the browser lends no clipboard, the old way still works. */
  function copy(text, button) {
    function done() {
      var sign = button.querySelector('.pi');
      if (sign) { sign.className = 'pi pi-check'; }
      document.getElementById('prompt_news').textContent = words.copied;
    }
    if (navigator.clipboard) {
      navigator.clipboard.writeText(text).then(done, function () { return null; });
      return;
    }
    var area = document.createElement('textarea');
    area.value = text;
    area.className = 'unseen';
    document.body.append(area);
    area.select();
    if (document.execCommand('copy')) { done(); }
    area.remove();
    button.focus();
  }

  /* A question that has to be answered with yes. */
  function sure(question) {
    var dialog = document.getElementById('sure');
    document.getElementById('sure_words').textContent = question;
    dialog.returnValue = '';
    dialog.showModal();
    return new Promise(function (resolve) {
      dialog.addEventListener('close', function () { resolve(dialog.returnValue === 'yes'); }, { once: true });
    });
  }

  play.say = say;
  play.piece = piece;
  play.prose = prose;
  play.drawn = drawn;
  play.copy = copy;
  play.sure = sure;
})();
