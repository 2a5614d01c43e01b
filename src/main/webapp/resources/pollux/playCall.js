/* One call over the wire: sends it as any client would, and hands on what comes, piece by piece. */
(function () {
  'use strict';
  var play = window.pollux.play;
  var context = document.getElementById('playground').dataset.context || '';

  /* Events of a stream, however the network has cut it up; what is left at the end may be an error without a frame. */
  function Frames(take) {
    var rest = '';
    this.more = function (text) {
      rest += text;
      var frames = rest.split(/\r?\n\r?\n/);
      rest = frames.pop();
      frames.forEach(one);
    };
    this.end = function () { one(rest); };
    function one(frame) {
      var data = frame.split(/\r?\n/).filter(function (row) { return row.indexOf('data:') === 0; })
        .map(function (row) { return row.slice(5).replace(/^ /, ''); }).join('\n');
      var text = data || (frame.trim().charAt(0) === '{' ? frame : '');
      if (text) { take(text); }
    }
  }

  function parsed(text) {
    try { return JSON.parse(text); } catch (malformed) { return null; }
  }

  /* What a refusal says, in whichever of its shapes. */
  function refusal(answer, body) {
    var told = parsed(body);
    var error = (Array.isArray(told) ? told[0] : told || {}).error || {};
    return {
      status: answer.status,
      name: error.status || error.code || error.type || '',
      words: error.message || body.slice(0, 500) || answer.statusText,
      retry: answer.headers.get('Retry-After') || ''
    };
  }

  function Call(dialect, request) {
    var abort = new AbortController();
    var heard = { parts: [], calls: [], raw: '', usage: null, finish: '', blocked: '', error: null, done: false, status: 0, id: '', type: '' };
    var began = 0;
    var mark = Array.from(crypto.getRandomValues(new Uint32Array(4)), function (part) { return part.toString(36); }).join('');
    var hungUp = Promise.resolve();

    /* The server hears of a closed connection only when it writes, so it is told; once more, should the call not be there yet. */
    async function hangUp(again) {
      try {
        var answer = await fetch(context + '/playground/hangup?mark=' + mark, { method: 'POST', headers: window.pollux.headers(), cache: 'no-store' });
        var told = answer.ok ? await answer.json() : {};
        var calls = told.calls || [];
        heard.id = heard.id || calls[0] || '';
        if (!calls.length && !heard.status && again) { window.setTimeout(function () { hangUp(false); }, 1000); }
      } catch (unreachable) {
        return;
      }
    }

    function event(text) {
      if (text.trim() === '[DONE]') {
        heard.done = true;
        return;
      }
      var told = parsed(text);
      if (told) { dialect.take(told, heard); }
    }

    async function stream(answer, onPiece) {
      var frames = new Frames(event);
      var decoder = new TextDecoder();
      var reader = answer.body.getReader();
      for (var piece = await reader.read(); !piece.done; piece = await reader.read()) {
        if (!heard.first) { heard.first = performance.now() - began; }
        var text = decoder.decode(piece.value, { stream: true });
        heard.raw += text;
        frames.more(text);
        onPiece();
      }
      frames.end();
    }

    async function whole(answer) {
      heard.raw = await answer.text();
      event(heard.raw);
      heard.done = true;
    }

    this.heard = heard;
    this.stop = function () {
      if (abort.signal.aborted) { return; }
      hungUp = hangUp(true);
      abort.abort();
    };
    /* How it ended: good, cut, stopped, refused, unreachable. */
    this.run = async function (onPiece) {
      began = performance.now();
      try {
        var headers = Object.assign({ 'Content-Type': 'application/json', 'X-Pollux-Mark': mark }, window.pollux.headers());
        var answer = await fetch(context + request.address, {
          method: 'POST', headers: headers, body: request.text, signal: abort.signal, cache: 'no-store', credentials: 'same-origin'
        });
        heard.status = answer.status;
        heard.id = answer.headers.get('x-request-id') || '';
        heard.type = answer.headers.get('Content-Type') || '';
        if (!answer.ok) {
          heard.raw = await answer.text();
          heard.refusal = refusal(answer, heard.raw);
          return 'refused';
        }
        await (heard.type.indexOf('text/event-stream') === 0 ? stream(answer, onPiece) : whole(answer));
        if (heard.error) {
          heard.refusal = { status: heard.error.code || heard.status, name: heard.error.status || heard.error.type || '', words: heard.error.message || '', retry: '' };
          return 'refused';
        }
        return dialect.ended(heard) ? 'good' : 'cut';
      } catch (broken) {
        await hungUp;
        return abort.signal.aborted ? 'stopped' : heard.status ? 'cut' : 'unreachable';
      } finally {
        heard.total = performance.now() - began;
      }
    };
  }

  play.Call = Call;

  /* All pages of the list, as Gemini's dialect gives it: it says what each model can do. */
  play.models = async function () {
    var models = [];
    var page = '';
    do {
      var answer = await fetch(context + '/v1beta/models?pageSize=1000' + page, { headers: window.pollux.headers(), cache: 'no-store' });
      if (!answer.ok) { throw refusal(answer, await answer.text()); }
      var told = await answer.json();
      models = models.concat(told.models || []);
      page = told.nextPageToken ? '&pageToken=' + encodeURIComponent(told.nextPageToken) : '';
    } while (page);
    return models.filter(function (model) {
      return !model.supportedGenerationMethods || model.supportedGenerationMethods.indexOf('generateContent') >= 0;
    });
  };
})();
