#include "report/html/page.h"

namespace coffer::report::html {

const std::string_view kScript = R"js(
'use strict';
(() => {
  const byId = (id) => document.getElementById(id);
  const toolbar = byId('toolbar');
  if (!toolbar) return;
  const search = byId('search');
  const runs = [...document.querySelectorAll('.run')];
  const groups = [...document.querySelectorAll('.folder'), ...document.querySelectorAll('.iteration')];
  const choices = [...toolbar.querySelectorAll('[data-show]')];
  const texts = new Map();
  let onlyFailed = false;

  const textOf = (run) => {
    if (!texts.has(run)) texts.set(run, run.textContent.toLowerCase());
    return texts.get(run);
  };

  const update = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const run of runs) {
      const fits = (!onlyFailed || run.classList.contains('bad')) && words.every((word) => textOf(run).includes(word));
      run.hidden = !fits;
      if (fits) shown += 1;
    }
    for (const group of groups) group.hidden = !group.querySelector('.run:not([hidden])');
    byId('shown').textContent = shown === runs.length ? `${shown} shown` : `${shown} of ${runs.length} shown`;
  };

  const openTarget = () => {
    const target = location.hash && byId(location.hash.slice(1));
    if (!target || !target.classList.contains('run')) return;
    target.hidden = false;
    for (let group = target.closest('[hidden]'); group; group = target.closest('[hidden]')) group.hidden = false;
    target.open = true;
    target.scrollIntoView();
    target.querySelector('summary').focus({ preventScroll: true });
  };

  for (const choice of choices) {
    choice.addEventListener('click', () => {
      onlyFailed = choice.dataset.show === 'bad';
      for (const each of choices) each.setAttribute('aria-pressed', String(each === choice));
      update();
    });
  }
  let waiting = 0;
  search.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(update, 120);
  });
  const setAll = (open) => {
    for (const run of runs) if (!run.hidden) run.open = open;
  };
  byId('open-all').addEventListener('click', () => setAll(true));
  byId('close-all').addEventListener('click', () => setAll(false));

  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.target === search || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    search.focus();
  });
  addEventListener('hashchange', openTarget);

  toolbar.hidden = false;
  update();
  openTarget();
})();
)js";

}  // namespace coffer::report::html
