/* What has been said, as it is shown. */
(function () {
  'use strict';
  var play = window.pollux.play;
  var list = document.getElementById('turns');
  var quiet = document.getElementById('quiet');
  var words = document.getElementById('words').dataset;
  var root = document.getElementById('playground').dataset;

  /* The reader who has scrolled up stays there. */
  function keepingPlace(work) {
    var below = list.scrollHeight - list.scrollTop - list.clientHeight;
    work();
    if (below < 60) { list.scrollTop = list.scrollHeight; }
  }

  function plain(parts) {
    return parts.map(function (part) { return part.text || ''; }).join('');
  }

  function rendered(part) {
    if (part.call) {
      var tool = play.piece('call-template');
      tool.querySelector('.tool-name').textContent = part.call.name;
      tool.querySelector('.tool-args').textContent = pretty(part.call.args);
      return tool;
    }
    if (part.image) { return play.drawn(part.image.type, part.image.data, 640); }
    if ('thought' in part) {
      var thought = play.piece('thought-template');
      thought.querySelector('.thought-words').append(play.prose(part.thought));
      return thought;
    }
    var text = document.createElement('div');
    text.className = 'prose';
    text.append(play.prose(part.text));
    return text;
  }

  function pretty(json) {
    try { return JSON.stringify(JSON.parse(json), null, 2); } catch (partial) { return json; }
  }

  function size(part) {
    return part.call ? part.call.args.length + part.call.name.length + 1 : part.image ? 1 : (part.text || part.thought || '').length + 1;
  }

  /* Only what has grown is made anew, so that what is open stays open and what is marked stays marked. */
  function Body(into) {
    var shown = [];
    this.show = function (parts) {
      parts.forEach(function (part, index) {
        var old = shown[index];
        if (old && old.size === size(part)) { return; }
        var node = rendered(part);
        if (old) {
          if (old.node.open) { node.open = true; }
          old.node.replaceWith(node);
        } else {
          into.append(node);
        }
        shown[index] = { node: node, size: size(part) };
      });
    };
  }

  function seconds(millis) {
    return new Intl.NumberFormat(document.documentElement.lang, { style: 'unit', unit: 'second', unitDisplay: 'narrow', maximumFractionDigits: 2 }).format(millis / 1000);
  }

  function figures(turn) {
    var number = new Intl.NumberFormat(document.documentElement.lang);
    var all = [];
    if (turn.usage) {
      all.push(play.say.apply(null, [turn.dialect === 'gemini' ? 'usageGemini' : 'usageOpenai'].concat(turn.usage.map(function (n) { return number.format(n); }))));
    }
    if (turn.first) { all.push(play.say('first', seconds(turn.first))); }
    if (turn.total) { all.push(play.say('total', seconds(turn.total))); }
    return all.join(' · ');
  }

  function View(turn, deeds) {
    var node = play.piece('turn-template');
    var body = new Body(node.querySelector('.turn-body'));
    node.classList.add('turn-' + turn.role);
    node.querySelector('.turn-who').textContent = turn.role === 'user' ? words.you : turn.role === 'tool' ? words.tool : turn.model;
    node.querySelector('.turn-copy').addEventListener('click', function (event) {
      play.copy(turn.role === 'model' ? plain(turn.parts) : turn.text || turn.results.map(function (it) { return it.text; }).join('\n'), event.currentTarget);
    });
    node.querySelector('.turn-edit').hidden = turn.role !== 'user';
    node.querySelector('.turn-edit').addEventListener('click', function () { deeds.edit(turn); });
    node.querySelector('.turn-raw').addEventListener('click', function () { deeds.raw(turn); });

    function said() {
      var into = node.querySelector('.turn-body');
      var text = document.createElement('p');
      text.className = 'said';
      text.textContent = turn.role === 'tool' ? turn.results.map(function (it) { return it.name + ': ' + it.text; }).join('\n') : turn.text;
      (turn.images || []).forEach(function (image) { into.append(play.drawn(image.type, image.data, 240)); });
      if (text.textContent) { into.append(text); }
    }

    this.node = node;
    this.grow = function () { keepingPlace(function () { body.show(turn.parts); }); };
    this.busy = function (on) {
      node.setAttribute('aria-busy', String(on));
      node.classList.toggle('turn-busy', on);
    };
    /* The end: what is to be said of it, and what it cost. */
    this.end = function () {
      keepingPlace(function () {
        body.show(turn.parts);
        var note = node.querySelector('.turn-note');
        note.textContent = turn.note || '';
        note.hidden = !turn.note;
        node.querySelector('.turn-foot').hidden = false;
        node.querySelector('.turn-figures').textContent = figures(turn);
        node.querySelector('.turn-raw').hidden = !turn.exchange;
        var log = node.querySelector('.turn-log');
        log.hidden = !turn.id;
        log.href = (root.context || '') + '/logs?span=all&call=' + encodeURIComponent(turn.id || '');
      });
    };
    /* What stands in the fields for the answers of tools, in the order of the calls. */
    this.replies = function () {
      return Array.prototype.map.call(node.querySelectorAll('.tool-reply textarea'), function (field) { return field.value; });
    };
    if (turn.role !== 'model') { said(); }
    keepingPlace(function () {
      quiet.hidden = true;
      list.append(node);
      list.scrollTop = list.scrollHeight;
    });
    list.scrollTop = list.scrollHeight;
  }

  /* A failure in the words that came, and what can be done. */
  function fault(refusal, deeds) {
    var node = play.piece('fault-template');
    node.querySelector('.fault-head').textContent = [refusal.status, refusal.name].filter(Boolean).join(' ');
    node.querySelector('.fault-head').hidden = !refusal.status && !refusal.name;
    node.querySelector('.fault-words').textContent = refusal.words;
    var more = [refusal.retry ? play.say('retry', refusal.retry) : '', refusal.status === 401 ? words.ended : ''].filter(Boolean).join(' ');
    node.querySelector('.fault-more').textContent = more;
    node.querySelector('.fault-more').hidden = !more;
    node.querySelector('.fault-again').hidden = refusal.status === 401;
    node.querySelector('.fault-again').addEventListener('click', function () {
      node.remove();
      deeds.again();
    });
    var login = node.querySelector('.fault-login');
    login.hidden = refusal.status !== 401;
    login.href = (root.context || '') + '/?login=undone&to=' + encodeURIComponent('/playground' + window.location.search);
    keepingPlace(function () { list.append(node); });
    list.scrollTop = list.scrollHeight;
  }

  function clear() {
    list.querySelectorAll('.turn, .turn-fault').forEach(function (node) { node.remove(); });
    quiet.hidden = false;
  }

  play.View = View;
  play.fault = fault;
  play.clear = clear;
  play.forgive = function () { list.querySelectorAll('.turn-fault').forEach(function (node) { node.remove(); }); };
})();
