/* The request as a program that sends it: the very same bytes, by what each language brings along. */
(function () {
  'use strict';
  var TOKEN = 'YOUR_TOKEN';
  /* No line of JSON can be this. */
  var END = 'BODY';
  /* A constant of Java has no more than 65,535 bytes. */
  var LONGEST = 16000;

  function header(dialect) {
    return dialect === 'gemini' ? ['x-goog-api-key', TOKEN] : ['Authorization', 'Bearer ' + TOKEN];
  }

  /* JSON is almost Python: only three words are not. */
  function python(value, indent) {
    var inner = indent + '    ';
    if (value === null) { return 'None'; }
    if (value === true) { return 'True'; }
    if (value === false) { return 'False'; }
    if (Array.isArray(value)) {
      return value.length ? '[\n' + value.map(function (one) { return inner + python(one, inner); }).join(',\n') + ',\n' + indent + ']' : '[]';
    }
    if (typeof value === 'object') {
      var names = Object.keys(value);
      return names.length ? '{\n' + names.map(function (name) {
        return inner + JSON.stringify(name) + ': ' + python(value[name], inner);
      }).join(',\n') + ',\n' + indent + '}' : '{}';
    }
    return JSON.stringify(value);
  }

  /* Nothing in it ends the string and becomes a command. */
  function quoted(text) {
    return "'" + text.replace(/'/g, "'\\''") + "'";
  }

  function shift(text, by) {
    return text.split('\n').join('\n' + by);
  }

  /* In Java: a block, or many short texts where that would be too long for the compiler. */
  function text(body, indent) {
    if (body.length <= LONGEST) {
      return '"""\n' + indent + shift(body.replace(/\\/g, '\\\\').replace(/"""/g, '""\\"'), indent) + '"""';
    }
    var pieces = [];
    for (var from = 0; from < body.length; from += LONGEST) {
      pieces.push(indent + JSON.stringify(body.slice(from, from + LONGEST)));
    }
    return 'String.join("",\n' + pieces.join(',\n') + ')';
  }

  var languages = {
    /* The body by the standard input: nothing in it means anything to the shell, and it may be longer than an argument. */
    curl: function (call) {
      var key = header(call.dialect);
      return 'curl' + (call.stream ? ' -N ' : ' ') + quoted(call.url) + ' \\\n'
        + '  -H ' + quoted(key[0] + ': ' + key[1]) + ' \\\n'
        + "  -H 'Content-Type: application/json' \\\n"
        + '  --data-binary @- <<' + quoted(END) + '\n'
        + JSON.stringify(call.body, null, 2) + '\n' + END;
    },
    python: function (call) {
      var key = header(call.dialect);
      return 'import json\n'
        + 'import urllib.request\n\n'
        + 'body = ' + python(call.body, '') + '\n'
        + 'request = urllib.request.Request(\n'
        + '    ' + JSON.stringify(call.url) + ',\n'
        + '    data=json.dumps(body).encode(),\n'
        + '    headers={' + JSON.stringify(key[0]) + ': ' + JSON.stringify(key[1]) + ', "Content-Type": "application/json"},\n'
        + ')\n'
        + 'with urllib.request.urlopen(request) as response:\n'
        + (call.stream ? '    for line in response:\n        print(line.decode(), end="")' : '    print(response.read().decode())');
    },
    javascript: function (call) {
      var key = header(call.dialect);
      return 'const response = await fetch(' + JSON.stringify(call.url) + ', {\n'
        + "  method: 'POST',\n"
        + '  headers: { ' + JSON.stringify(key[0]) + ': ' + JSON.stringify(key[1]) + ", 'Content-Type': 'application/json' },\n"
        + '  body: JSON.stringify(' + shift(JSON.stringify(call.body, null, 2), '  ') + ')\n'
        + '});\n'
        + (call.stream
          ? 'for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {\n  console.log(piece);\n}'
          : 'console.log(await response.text());');
    },
    java: function (call) {
      var key = header(call.dialect);
      var body = JSON.stringify(call.body, null, 2);
      return 'import java.net.URI;\n'
        + 'import java.net.http.HttpClient;\n'
        + 'import java.net.http.HttpRequest;\n'
        + 'import java.net.http.HttpResponse;\n\n'
        + 'public class Ask {\n'
        + '    public static void main(String[] args) throws Exception {\n'
        + '        HttpRequest request = HttpRequest.newBuilder(URI.create(' + JSON.stringify(call.url) + '))\n'
        + '                .header(' + JSON.stringify(key[0]) + ', ' + JSON.stringify(key[1]) + ')\n'
        + '                .header("Content-Type", "application/json")\n'
        + '                .POST(HttpRequest.BodyPublishers.ofString(' + text(body, '                        ') + '))\n'
        + '                .build();\n'
        + (call.stream
          ? '        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofLines())\n'
            + '                .body().forEach(System.out::println);\n'
          : '        System.out.println(HttpClient.newHttpClient()\n'
            + '                .send(request, HttpResponse.BodyHandlers.ofString()).body());\n')
        + '    }\n}';
    }
  };

  window.pollux.play.code = function (language, call) { return languages[language](call); };
})();
