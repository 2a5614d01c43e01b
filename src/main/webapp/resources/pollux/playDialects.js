/* How a conversation is asked and its answer read in each dialect. Nothing here touches the page. */
(function () {
  'use strict';

  /* Members of objects are put together, everything else is replaced. */
  function merge(base, more) {
    Object.keys(more).forEach(function (name) {
      var both = [base[name], more[name]].every(function (it) { return it && typeof it === 'object' && !Array.isArray(it); });
      base[name] = both ? merge(base[name], more[name]) : more[name];
    });
    return base;
  }

  /* Pieces of the same kind grow together, unless one carries a signature, which belongs to its own piece. */
  function add(parts, kind, text, signature) {
    var last = parts[parts.length - 1];
    if (last && kind in last && !last.signature && !signature) {
      last[kind] += text;
      return;
    }
    var part = {};
    part[kind] = text;
    if (signature) { part.signature = signature; }
    parts.push(part);
  }

  function read(text) {
    try { return JSON.parse(text); } catch (malformed) { return {}; }
  }

  var gemini = {
    address: function (how) {
      var name = how.model.indexOf('/') < 0 ? 'models/' + how.model : how.model;
      return '/v1beta/' + encodeURI(name) + (how.stream ? ':streamGenerateContent?alt=sse' : ':generateContent');
    },
    body: function (turns, how) {
      var body = { contents: turns.map(gemini.content) };
      var generation = {};
      if (how.system) { body.systemInstruction = { parts: [{ text: how.system }] }; }
      if (how.temperature !== null) { generation.temperature = how.temperature; }
      if (how.most !== null) { generation.maxOutputTokens = how.most; }
      if (how.thoughts) { generation.thinkingConfig = { includeThoughts: true }; }
      if (Object.keys(generation).length) { body.generationConfig = generation; }
      return merge(body, how.extra);
    },
    content: function (turn) {
      if (turn.role === 'tool') {
        return { role: 'user', parts: turn.results.map(function (result) {
          return { functionResponse: { id: result.id, name: result.name, response: { result: result.text } } };
        }) };
      }
      if (turn.role === 'user') {
        var parts = turn.images.map(function (image) { return { inlineData: { mimeType: image.type, data: image.data } }; });
        return { role: 'user', parts: turn.text ? parts.concat({ text: turn.text }) : parts };
      }
      var said = turn.parts.filter(function (part) { return !('thought' in part); }).map(function (part) {
        var one = part.call ? { functionCall: { id: part.call.id, name: part.call.name, args: read(part.call.args) } }
          : part.image ? { inlineData: { mimeType: part.image.type, data: part.image.data } } : { text: part.text };
        if (part.signature) { one.thoughtSignature = part.signature; }
        return one;
      });
      return { role: 'model', parts: said.length ? said : [{ text: '' }] };
    },
    take: function (event, answer) {
      if (event.error) { answer.error = event.error; }
      if (event.usageMetadata) { answer.usage = gemini.usage(event.usageMetadata); }
      if (event.promptFeedback && event.promptFeedback.blockReason) { answer.blocked = event.promptFeedback.blockReason; }
      var candidate = (event.candidates || [])[0];
      if (!candidate) { return; }
      ((candidate.content || {}).parts || []).forEach(function (part) { gemini.part(part, answer.parts); });
      if (candidate.finishReason) { answer.finish = candidate.finishReason; }
    },
    part: function (part, parts) {
      if (part.functionCall) {
        parts.push({ call: { id: part.functionCall.id, name: part.functionCall.name, args: JSON.stringify(part.functionCall.args || {}) }, signature: part.thoughtSignature });
      } else if (part.inlineData) {
        parts.push({ image: { type: part.inlineData.mimeType, data: part.inlineData.data }, signature: part.thoughtSignature });
      } else if (typeof part.text === 'string') {
        add(parts, part.thought ? 'thought' : 'text', part.text, part.thought ? '' : part.thoughtSignature);
      }
    },
    usage: function (usage) {
      return [usage.promptTokenCount, usage.cachedContentTokenCount, usage.candidatesTokenCount, usage.thoughtsTokenCount, usage.totalTokenCount]
        .map(function (count) { return count || 0; });
    },
    ended: function (answer) { return Boolean(answer.finish || answer.blocked || answer.error); },
    good: function (finish) { return finish === 'STOP'; }
  };

  var openai = {
    address: function () { return '/v1/chat/completions'; },
    body: function (turns, how) {
      var messages = how.system ? [{ role: 'system', content: how.system }] : [];
      turns.forEach(function (turn) { messages = messages.concat(openai.messages(turn)); });
      var body = { model: how.model, messages: messages };
      if (how.temperature !== null) { body.temperature = how.temperature; }
      if (how.most !== null) { body.max_tokens = how.most; }
      if (how.stream) { merge(body, { stream: true, stream_options: { include_usage: true } }); }
      if (how.thoughts) { body.extra_body = { google: { thinking_config: { include_thoughts: true } } }; }
      return merge(body, how.extra);
    },
    messages: function (turn) {
      if (turn.role === 'tool') {
        return turn.results.map(function (result) { return { role: 'tool', tool_call_id: result.id, content: result.text }; });
      }
      if (turn.role === 'user') {
        var images = turn.images.map(function (image) {
          return { type: 'image_url', image_url: { url: 'data:' + image.type + ';base64,' + image.data } };
        });
        return [{ role: 'user', content: images.length ? images.concat(turn.text ? { type: 'text', text: turn.text } : []) : turn.text }];
      }
      return [openai.said(turn)];
    },
    said: function (turn) {
      var message = { role: 'assistant', content: '' };
      turn.parts.forEach(function (part, index) {
        if (part.call) {
          var call = { id: part.call.id || 'call_' + index, type: 'function', function: { name: part.call.name, arguments: part.call.args } };
          if (part.signature) { call.extra_content = { google: { thought_signature: part.signature } }; }
          message.tool_calls = (message.tool_calls || []).concat(call);
          return;
        }
        if (part.image) { message.content += '![image](data:' + part.image.type + ';base64,' + part.image.data + ')'; }
        if (part.text) { message.content += part.text; }
        if (part.signature) { message.extra_content = { google: { thought_signature: part.signature } }; }
      });
      return message;
    },
    take: function (event, answer) {
      if (event.error) { answer.error = event.error; }
      if (event.usage) { answer.usage = openai.usage(event.usage); }
      var choice = (event.choices || [])[0];
      if (!choice) { return; }
      openai.delta(choice.delta || choice.message || {}, answer);
      if (choice.finish_reason) { answer.finish = choice.finish_reason; }
    },
    delta: function (delta, answer) {
      if (delta.reasoning_content) { add(answer.parts, 'thought', delta.reasoning_content, ''); }
      var signature = openai.signature(delta);
      if (delta.content || signature) { add(answer.parts, 'text', delta.content || '', signature); }
      if (delta.refusal) { add(answer.parts, 'text', delta.refusal, ''); }
      (delta.tool_calls || []).forEach(function (call, at) {
        var number = call.index === undefined ? at : call.index;
        var known = answer.calls[number];
        if (!known) {
          known = answer.calls[number] = { call: { id: '', name: '', args: '' } };
          answer.parts.push(known);
        }
        known.call.id = call.id || known.call.id;
        known.call.name += (call.function || {}).name || '';
        known.call.args += (call.function || {}).arguments || '';
        known.signature = openai.signature(call) || known.signature;
      });
    },
    signature: function (holder) {
      return ((holder.extra_content || {}).google || {}).thought_signature || '';
    },
    usage: function (usage) {
      return [usage.prompt_tokens, (usage.prompt_tokens_details || {}).cached_tokens, usage.completion_tokens,
        (usage.completion_tokens_details || {}).reasoning_tokens, usage.total_tokens].map(function (count) { return count || 0; });
    },
    ended: function (answer) { return Boolean(answer.done || answer.error); },
    good: function (finish) { return finish === 'stop' || finish === 'tool_calls'; }
  };

  window.pollux.play.dialects = { gemini: gemini, openai: openai };
})();
