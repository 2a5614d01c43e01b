/* Pictures of the next message: chosen, pasted or dropped. */
(function () {
  'use strict';
  var play = window.pollux.play;
  var shelf = document.getElementById('pictures');
  var input = document.getElementById('file');
  var form = document.getElementById('compose');
  var kinds = ['image/png', 'image/jpeg', 'image/webp', 'image/heic', 'image/heif'];
  var images = [];
  var changed = function () { return null; };
  var fits = function () { return true; };

  function encoded(file) {
    return new Promise(function (resolve, reject) {
      var reader = new FileReader();
      reader.onload = function () { resolve(String(reader.result).split(',', 2)[1] || ''); };
      reader.onerror = reject;
      reader.readAsDataURL(file);
    });
  }

  async function take(files) {
    for (var file of files) {
      var name = file.name || file.type;
      if (kinds.indexOf(file.type) < 0) {
        play.complain(play.say('type', name));
      } else if (!fits(file.size * 4 / 3)) {
        play.complain(play.say('large', name, play.megabytes));
      } else {
        try {
          images.push({ name: name, type: file.type, data: await encoded(file) });
        } catch (unreadable) {
          play.complain(play.say('unreadable', name));
        }
      }
    }
    show();
  }

  function show() {
    shelf.replaceChildren.apply(shelf, images.map(function (image) {
      var item = document.createElement('div');
      item.className = 'picture';
      item.setAttribute('role', 'listitem');
      var remove = document.createElement('button');
      remove.type = 'button';
      remove.className = 'copy';
      remove.setAttribute('aria-label', play.say('remove', image.name));
      remove.title = play.say('remove', image.name);
      var sign = document.createElement('span');
      sign.className = 'pi pi-times';
      sign.setAttribute('aria-hidden', 'true');
      remove.append(sign);
      remove.addEventListener('click', function () {
        images.splice(images.indexOf(image), 1);
        show();
        document.getElementById('message').focus();
      });
      item.append(play.drawn(image.type, image.data, 96), remove);
      return item;
    }));
    shelf.hidden = images.length === 0;
    changed();
  }

  input.addEventListener('change', function () {
    take(Array.from(input.files));
    input.value = '';
  });
  form.addEventListener('paste', function (event) {
    var files = Array.from(event.clipboardData.files);
    if (files.length) {
      event.preventDefault();
      take(files);
    }
  });
  ['dragenter', 'dragover', 'dragleave', 'drop'].forEach(function (name) {
    form.addEventListener(name, function (event) {
      if (!event.dataTransfer || event.dataTransfer.types.indexOf('Files') < 0) { return; }
      event.preventDefault();
      form.classList.toggle('compose-over', name === 'dragenter' || name === 'dragover');
      if (name === 'drop') { take(Array.from(event.dataTransfer.files)); }
    });
  });

  play.pictures = {
    all: function () { return images.map(function (image) { return { type: image.type, data: image.data, name: image.name }; }); },
    put: function (those) {
      images = those.slice();
      show();
    },
    follow: function (onChange, whetherFits) {
      changed = onChange;
      fits = whetherFits;
    }
  };
})();
