/* The dashboard renews itself: figures and charts are fetched every few seconds while somebody looks. */
(function () {
  'use strict';
  var page = document.documentElement;
  var troubles = document.getElementById('troubles');
  var stale = document.getElementById('stale');
  var form = document.getElementById('look');
  var base = troubles.dataset.base || '';
  var EVERY = 5000;
  var words = {};
  document.querySelectorAll('#words [data-line]').forEach(function (word) { words[word.dataset.line] = word.textContent; });

  /* ---- colours: a canvas knows no variables, so a probe resolves them ---- */
  var probe = document.createElement('span');
  probe.hidden = true;
  document.body.appendChild(probe);

  function colour(name) {
    probe.style.color = 'var(--' + name + ')';
    return window.getComputedStyle(probe).color;
  }

  var FIXED = {
    COMPLETE: 'series-2', FAILED: 'series-4', CUT: 'series-3', ABANDONED: 'series-8', attempts: 'series-1', attempts_failed: 'series-7',
    input: 'series-1', cached: 'series-6', output: 'series-2', thought: 'series-5',
    first_50: 'series-6', first_95: 'series-6', first_99: 'series-6', total_50: 'series-1', total_95: 'series-1', total_99: 'series-1'
  };
  var REASONS = ['QuotaSpent', 'GoogleFailed', 'KeyRefused', 'EgressFailed', 'ModelOverloaded', 'Overdue', 'NoKeyReady', 'BadCall'];
  var REASON_COLOURS = ['series-3', 'series-4', 'series-7', 'series-5', 'series-1', 'series-6', 'series-2', 'series-8'];
  var DASHES = { first_50: [], first_95: [6, 3], first_99: [2, 3], total_50: [], total_95: [6, 3], total_99: [2, 3], attempts: [5, 4], attempts_failed: [5, 4] };

  function colourOf(line) {
    var reason = REASONS.indexOf(line);
    return colour(FIXED[line] || (reason >= 0 ? REASON_COLOURS[reason] : 'series-8'));
  }

  /* ---- numbers and times in the reader's way ---- */
  var whole = new Intl.NumberFormat(page.lang);
  var brief = new Intl.NumberFormat(page.lang, { notation: 'compact', maximumFractionDigits: 1 });
  var millis = new Intl.NumberFormat(page.lang, { style: 'unit', unit: 'millisecond', unitDisplay: 'short', maximumFractionDigits: 0 });
  var seconds = new Intl.NumberFormat(page.lang, { style: 'unit', unit: 'second', unitDisplay: 'short', maximumFractionDigits: 1 });
  var clock = new Intl.DateTimeFormat(page.lang, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  var date = new Intl.DateTimeFormat(page.lang, { day: 'numeric', month: 'short' });
  var full = new Intl.DateTimeFormat(page.lang, { dateStyle: 'medium', timeStyle: 'short' });

  function tell(chart, number) {
    if (chart !== 'latency') { return whole.format(number); }
    return number < 1000 ? millis.format(number) : seconds.format(number / 1000);
  }

  function tick(time, point, length) {
    if (point >= 86400) { return date.format(time); }
    return length > 26 * 3600000 ? date.format(time) + ' ' + clock.format(time) : clock.format(time);
  }

  /* ---- charts ---- */
  var charts = {};

  function sets(name, lines) {
    return Object.keys(lines).map(function (line) {
      var drawn = name === 'latency' || line.indexOf('attempts') === 0;
      return {
        line: line, label: words[line] || line, data: name === 'latency' ? lines[line].map(function (n) { return n || null; }) : lines[line],
        type: drawn ? 'line' : 'bar', stack: drawn ? line : 'bars', order: drawn ? 0 : 1, borderDash: DASHES[line] || [],
        borderWidth: drawn ? 1.5 : 0, pointRadius: drawn ? 1 : 0, pointHitRadius: 8, spanGaps: false, tension: .2,
        hidden: line.indexOf('attempts') === 0 || line === 'first_99' || line === 'total_99'
      };
    });
  }

  function paint(chart) {
    var ink = colour('ink-soft');
    var line = colour('line');
    chart.data.datasets.forEach(function (set) {
      var own = colourOf(set.line);
      set.borderColor = own;
      set.backgroundColor = own;
    });
    ['x', 'y'].forEach(function (axis) {
      chart.options.scales[axis].ticks.color = ink;
      chart.options.scales[axis].grid.color = line;
      chart.options.scales[axis].border.color = line;
    });
    chart.options.plugins.legend.labels.color = colour('ink');
    chart.options.plugins.tooltip.backgroundColor = colour('ink');
    chart.options.plugins.tooltip.titleColor = colour('surface');
    chart.options.plugins.tooltip.bodyColor = colour('surface');
  }

  function make(name, place) {
    return new window.Chart(place.querySelector('canvas'), {
      type: 'bar',
      data: { labels: [], datasets: [] },
      options: {
        animation: false, responsive: true, maintainAspectRatio: false, interaction: { mode: 'index', intersect: false },
        categoryPercentage: 1, barPercentage: .9,
        scales: {
          x: { stacked: true, grid: { display: false }, border: {}, ticks: { maxRotation: 0, autoSkipPadding: 16 } },
          y: {
            stacked: name !== 'latency', beginAtZero: true, grid: {}, border: { display: false },
            ticks: { precision: 0, maxTicksLimit: 6, callback: function (n) { return name === 'latency' ? tell(name, n) : brief.format(n); } }
          }
        },
        plugins: {
          legend: { position: 'bottom', align: 'start', labels: { boxWidth: 10, boxHeight: 10, padding: 10, usePointStyle: false } },
          tooltip: {
            filter: function (item) { return item.raw; },
            callbacks: {
              title: function (items) { return items.length ? full.format(items[0].chart.times[items[0].dataIndex]) : ''; },
              label: function (item) { return item.dataset.label + ': ' + tell(name, item.raw); }
            }
          }
        }
      }
    });
  }

  function any(lines) {
    return Object.keys(lines).some(function (line) { return lines[line].some(function (n) { return n > 0; }); });
  }

  function table(figure, name, lines, times) {
    if (!figure.querySelector('details').open) { return; }
    var head = '';
    var scroll = figure.querySelector('.chart-scroll');
    var top = scroll.scrollTop;
    var names = Object.keys(lines);
    var rows = document.createDocumentFragment();
    var first = document.createElement('tr');
    [words.time].concat(names.map(function (line) { return words[line] || line; })).forEach(function (word) {
      var cell = document.createElement('th');
      cell.scope = 'col';
      cell.textContent = word;
      first.appendChild(cell);
      head += word;
    });
    times.forEach(function (time, i) {
      var row = document.createElement('tr');
      var when = document.createElement('th');
      when.scope = 'row';
      when.textContent = full.format(time);
      row.appendChild(when);
      names.forEach(function (line) {
        var cell = document.createElement('td');
        cell.textContent = name === 'latency' && !lines[line][i] ? '–' : tell(name, lines[line][i]);
        row.appendChild(cell);
      });
      rows.insertBefore(row, rows.firstChild);
    });
    figure.querySelector('thead').replaceChildren(first);
    figure.querySelector('tbody').replaceChildren(rows);
    scroll.scrollTop = top;
  }

  function draw(news) {
    document.querySelectorAll('[data-chart]').forEach(function (figure) {
      var name = figure.dataset.chart;
      var lines = news.charts[name];
      var chart = charts[name] || (charts[name] = make(name, figure));
      var none = figure.querySelector('.chart-none');
      var length = news.times[news.times.length - 1] - news.times[0];
      chart.times = news.times;
      chart.data.labels = news.times.map(function (time) { return tick(time, news.point, length); });
      sets(name, lines).forEach(function (set, i) {
        var there = chart.data.datasets[i];
        if (there && there.line === set.line) { there.data = set.data; } else { chart.data.datasets.splice(i, chart.data.datasets.length, set); }
      });
      chart.data.datasets.length = Object.keys(lines).length;
      paint(chart);
      chart.update('none');
      none.textContent = none.dataset.none;
      none.hidden = any(lines);
      table(figure, name, lines, news.times);
    });
  }

  /* ---- what is wrong ---- */
  function piece(tag, kind, text) {
    var made = document.createElement(tag);
    if (kind) { made.className = kind; }
    if (text) { made.textContent = text; }
    return made;
  }

  function trouble(news) {
    var item = piece('li', 'trouble trouble-' + news.tone);
    var icon = item.appendChild(piece('span', 'pi ' + (news.tone === 'bad' ? 'pi-exclamation-triangle' : 'pi-clock')));
    icon.setAttribute('aria-hidden', 'true');
    var said = item.appendChild(piece('div', 'trouble-words'));
    var line = said.appendChild(piece('p', '', news.words + ' '));
    if (news.until) {
      var until = line.appendChild(piece('span', 'soft', news.untilWords + ' '));
      var time = until.appendChild(piece('time', 'countdown'));
      time.dateTime = news.until;
      time.dataset.left = String(news.left);
    }
    if (news.details.length) {
      var more = said.appendChild(piece('details'));
      more.appendChild(piece('summary', '', troubles.dataset.details));
      var list = more.appendChild(piece('ul'));
      news.details.forEach(function (detail) { list.appendChild(piece('li', '', detail)); });
    }
    if (news.address) {
      item.appendChild(piece('a', '', news.link)).href = base + news.address;
    }
    return item;
  }

  function well() {
    var item = piece('li', 'trouble trouble-good');
    item.appendChild(piece('span', 'pi pi-check-circle')).setAttribute('aria-hidden', 'true');
    item.appendChild(piece('p', 'trouble-words', troubles.dataset.well));
    return item;
  }

  var known = '';

  function tellTroubles(news) {
    var now = JSON.stringify(news, function (name, content) { return name === 'left' ? undefined : content; });
    if (now === known) { return; }
    var open = Array.from(troubles.querySelectorAll('details')).map(function (details) { return details.open; });
    var first = known === '';
    known = now;
    var shown = Array.from(troubles.querySelectorAll('.trouble-bad p, .trouble-wait p')).map(function (words) { return words.textContent; });
    var same = shown.length === news.length && news.every(function (one, i) { return shown[i].indexOf(one.words) === 0; });
    if (first && same) { return; }
    troubles.replaceChildren.apply(troubles, news.length ? news.map(trouble) : [well()]);
    troubles.querySelectorAll('details').forEach(function (details, i) { details.open = Boolean(open[i]); });
  }

  /* ---- fetching ---- */
  var latest = null;
  var lastAt = new Date();
  var waiting = 0;
  var turn = 0;

  function search() {
    var asked = new URLSearchParams(window.location.search);
    asked.set('lang', page.lang);
    return '?' + asked;
  }

  function take(news) {
    latest = news;
    lastAt = new Date();
    stale.hidden = true;
    tellTroubles(news.troubles);
    Object.keys(news.figures).forEach(function (name) {
      var place = document.querySelector('[data-figure="' + name + '"]');
      if (place && place.textContent !== news.figures[name]) { place.textContent = news.figures[name]; }
    });
    var nothing = document.getElementById('nothing');
    if (nothing && !news.empty) { nothing.remove(); }
    if (news.charts) { draw(news); }
  }

  function fetchNews() {
    var mine = ++turn;
    window.clearTimeout(waiting);
    if (document.hidden) { return; }
    window.fetch(base + '/dashboard.json' + search(), { credentials: 'same-origin', headers: { Accept: 'application/json' } }).then(function (answer) {
      if (answer.redirected) { window.location.reload(); return null; }
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return answer.json();
    }).then(function (news) {
      if (news && mine === turn) { take(news); }
    }).catch(function () {
      stale.textContent = stale.dataset.words.replace('{0}', clock.format(lastAt));
      stale.hidden = false;
    }).finally(function () {
      if (mine === turn) { waiting = window.setTimeout(fetchNews, EVERY); }
    });
  }

  document.addEventListener('visibilitychange', function () { if (!document.hidden) { fetchNews(); } });

  /* ---- what is looked at: the form is the address ---- */
  function dated() {
    form.classList.toggle('undated', form.elements.span.value !== 'custom');
  }

  function address() {
    var asked = new URLSearchParams();
    ['span', 'from', 'until', 'of'].forEach(function (name) {
      var value = form.elements[name].value;
      var usual = name === 'span' ? value === 'day' : value === '' || value === 'all';
      var idle = (name === 'from' || name === 'until') && form.elements.span.value !== 'custom';
      if (!usual && !idle) { asked.set(name, value); }
    });
    return base + '/dashboard' + (asked.toString() ? '?' + asked : '');
  }

  function files() {
    document.querySelectorAll('[data-file]').forEach(function (link) {
      var asked = new URLSearchParams(window.location.search);
      asked.set('chart', link.dataset.file);
      link.href = base + '/dashboard.csv?' + asked;
    });
  }

  function look() {
    dated();
    window.history.pushState(null, '', address());
    files();
    fetchNews();
  }

  form.classList.add('at-once');
  form.addEventListener('change', look);
  form.addEventListener('submit', function (event) { event.preventDefault(); look(); });
  window.addEventListener('popstate', function () { window.location.reload(); });
  dated();

  /* ---- pictures ---- */
  function picture(button) {
    var figure = button.closest('[data-chart]');
    var drawn = figure.querySelector('canvas');
    var sheet = document.createElement('canvas');
    var scale = window.devicePixelRatio || 1;
    var head = 40 * scale;
    sheet.width = drawn.width + 24 * scale;
    sheet.height = drawn.height + head + 12 * scale;
    var pen = sheet.getContext('2d');
    pen.fillStyle = colour('surface');
    pen.fillRect(0, 0, sheet.width, sheet.height);
    pen.fillStyle = colour('ink');
    pen.font = '600 ' + 15 * scale + 'px system-ui, sans-serif';
    pen.fillText(figure.querySelector('h3').textContent + ' · ' + form.elements.of.selectedOptions[0].text + ' · ' + form.elements.span.selectedOptions[0].text, 12 * scale, 26 * scale);
    pen.drawImage(drawn, 12 * scale, head);
    sheet.toBlob(function (blob) {
      var link = document.createElement('a');
      link.href = URL.createObjectURL(blob);
      link.download = button.dataset.picture;
      link.click();
      window.setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
    });
  }

  document.addEventListener('click', function (event) {
    var button = event.target.closest('[data-picture]');
    if (button) { picture(button); }
  });
  document.addEventListener('toggle', function (event) {
    if (latest && latest.charts && event.target.matches('.chart-table')) {
      var figure = event.target.closest('[data-chart]');
      table(figure, figure.dataset.chart, latest.charts[figure.dataset.chart], latest.times);
    }
  }, true);

  /* ---- dark and light ---- */
  function repaint() {
    Object.keys(charts).forEach(function (name) { paint(charts[name]); charts[name].update('none'); });
  }
  new MutationObserver(repaint).observe(page, { attributes: true, attributeFilter: ['data-theme'] });
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', repaint);

  fetchNews();
})();
