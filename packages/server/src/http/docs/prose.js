/** A description's text as pieces to show: what stands between backticks is code. A backtick without its other is a backtick. */
export function pieces(text) {
  const found = []
  let from = 0
  for (const match of text.matchAll(/`([^`\n]+)`/g)) {
    if (match.index > from) found.push({ code: false, text: text.slice(from, match.index) })
    found.push({ code: true, text: match[1] })
    from = match.index + match[0].length
  }
  if (from < text.length) found.push({ code: false, text: text.slice(from) })
  return found
}
