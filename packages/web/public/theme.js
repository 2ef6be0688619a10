// Runs before the first paint, from a file of its own so that no page needs an inline script: a remembered
// theme is put on the root element; without one the style sheet follows the system.
(function () {
  var found = /(?:^|; )theme=(light|dark)(?:;|$)/.exec(document.cookie)
  if (found) document.documentElement.dataset.theme = found[1]
})()
