/** Shows the OpenAPI document. Every text is set as text, never as markup: schemas may quote what anybody wrote. */
import { pieces } from './prose.js'

const METHODS = ['get', 'post', 'put', 'patch', 'delete']
/** Deeper shapes are named instead of written out. */
const DEPTH_MOST = 5

const contents = document.getElementById('contents')
const main = document.getElementById('operations')
const filter = document.getElementById('filter')

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...children)
  return made
}

/** A description, its code as code. */
function prose(text) {
  return pieces(text).map((piece) => (piece.code ? element('code', {}, piece.text) : piece.text))
}

/** A schema as a shape to read: `{ name: string, tags?: string[] }`, one property a line. */
function shape(schema, document_, indent = '', depth = 0) {
  if (!schema || Object.keys(schema).length === 0) return 'anything'
  if (schema.$ref) {
    const name = schema.$ref.split('/').pop()
    return depth >= DEPTH_MOST ? name : shape(document_.components.schemas[name], document_, indent, depth + 1)
  }
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  const alternatives = schema.anyOf ?? schema.oneOf
  if (alternatives) return alternatives.map((one) => shape(one, document_, indent, depth + 1)).join(' | ')
  if (schema.allOf) return schema.allOf.map((one) => shape(one, document_, indent, depth + 1)).join(' & ')
  if (schema.type === 'array') {
    const item = shape(schema.items, document_, indent, depth + 1)
    return item.includes(' | ') && !item.startsWith('{') ? `(${item})[]` : `${item}[]`
  }
  if (schema.type === 'object' || schema.properties) return objectShape(schema, document_, indent, depth)
  return (Array.isArray(schema.type) ? schema.type.join(' | ') : schema.type) + bounds(schema)
}

function objectShape(schema, document_, indent, depth) {
  const properties = Object.entries(schema.properties ?? {})
  if (properties.length === 0) {
    return typeof schema.additionalProperties === 'object' ? `{ [name]: ${shape(schema.additionalProperties, document_, indent, depth + 1)} }` : '{}'
  }
  if (depth >= DEPTH_MOST) return '{ … }'
  const lines = properties.map(([name, property]) => {
    const optional = (schema.required ?? []).includes(name) ? '' : '?'
    const standard = property.default === undefined ? '' : `  (${JSON.stringify(property.default)} unless given)`
    return `${indent}  ${name}${optional}: ${shape(property, document_, `${indent}  `, depth + 1)}${standard}`
  })
  return `{\n${lines.join('\n')}\n${indent}}`
}

function bounds(schema) {
  const said = []
  if (schema.format) said.push(schema.format)
  if (schema.minLength !== undefined && schema.minLength > 1) said.push(`≥ ${schema.minLength} characters`)
  if (schema.maxLength !== undefined) said.push(`≤ ${schema.maxLength} characters`)
  if (schema.minimum !== undefined && schema.minimum > Number.MIN_SAFE_INTEGER) said.push(`≥ ${schema.minimum}`)
  if (schema.maximum !== undefined && schema.maximum < Number.MAX_SAFE_INTEGER) said.push(`≤ ${schema.maximum}`)
  return said.length > 0 ? ` (${said.join(', ')})` : ''
}

function parameters(operation, document_) {
  const given = operation.parameters ?? []
  if (given.length === 0) return []
  const rows = given.map((one) => element('tr', {},
    element('td', {}, element('code', {}, one.name), one.required ? '' : element('span', { class: 'quiet' }, ' optional')),
    element('td', {}, `${one.in}: ${shape(one.schema, document_)}`, ...(one.description ? [' · ', ...prose(one.description)] : []))))
  return [element('h3', {}, 'Parameters'), element('table', {}, element('tbody', {}, ...rows))]
}

function content(title, described, document_) {
  return Object.entries(described?.content ?? {}).flatMap(([type, { schema }]) => [
    element('h3', {}, `${title} · ${type}`), element('pre', {}, shape(schema, document_)),
  ])
}

function body(operation, document_) {
  const made = element('div', { class: 'body' })
  for (const paragraph of (operation.description ?? '').split('\n\n')) if (paragraph) made.append(element('p', {}, ...prose(paragraph)))
  made.append(...parameters(operation, document_), ...content('Send', operation.requestBody, document_))
  for (const [status, response] of Object.entries(operation.responses ?? {})) {
    if (status === 'default') continue
    const shown = content(`${status} answers`, response, document_)
    made.append(...(shown.length > 0 ? shown : [element('h3', {}, `${status} · nothing to read`)]))
  }
  return made
}

function show(document_) {
  const byTag = new Map()
  for (const [path, operations] of Object.entries(document_.paths)) {
    for (const method of METHODS.filter((one) => operations[one])) {
      const tag = operations[method].tags?.[0] ?? 'other'
      byTag.set(tag, [...(byTag.get(tag) ?? []), { path, method, operation: operations[method] }])
    }
  }
  main.replaceChildren(element('p', {}, ...prose(document_.info.description)))
  contents.replaceChildren()
  for (const [tag, operations] of [...byTag].sort(([a], [b]) => a.localeCompare(b))) {
    main.append(element('h2', { 'data-tag': tag }, tag))
    contents.append(element('h2', { 'data-tag': tag }, tag))
    for (const one of operations) addOperation(tag, one, document_)
  }
}

function addOperation(tag, { path, method, operation }, document_) {
  const id = `${method}${path.replaceAll(/[^\w]+/g, '-')}`
  const found = `${tag} ${method} ${path} ${operation.summary ?? ''}`.toLowerCase()
  const details = element('details', { id, 'data-found': found, 'data-of': tag }, element('summary', {},
    element('span', { class: `method ${method}` }, method), element('span', { class: 'path' }, path),
    element('span', { class: 'what' }, operation.summary ?? '')))
  // Written out when opened: a hundred operations would take a second together.
  details.addEventListener('toggle', () => {
    if (details.open && !details.querySelector('.body')) details.append(body(operation, document_))
  })
  main.append(details)
  const link = element('a', { href: `#${id}`, 'data-found': found, 'data-of': tag }, element('span', { class: `method ${method}` }, method), element('span', {}, path.replace(/^\/api/, '')))
  link.addEventListener('click', () => { details.open = true })
  contents.append(link)
}

function applyFilter() {
  const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean)
  const shown = new Set()
  for (const item of document.querySelectorAll('[data-found]')) {
    item.hidden = !words.every((word) => item.dataset.found.includes(word))
    if (!item.hidden) shown.add(item.dataset.of)
  }
  for (const title of document.querySelectorAll('[data-tag]')) title.hidden = !shown.has(title.dataset.tag)
}

filter.addEventListener('input', applyFilter)
document.addEventListener('keydown', (event) => {
  if (event.key === '/' && document.activeElement !== filter) {
    event.preventDefault()
    filter.focus()
  } else if (event.key === 'Escape' && document.activeElement === filter) {
    filter.value = ''
    applyFilter()
  }
})

try {
  const response = await fetch('/api/openapi.json')
  if (!response.ok) throw new Error(`the server answered ${response.status}`)
  show(await response.json())
  const named = document.getElementById(location.hash.slice(1))
  if (named instanceof HTMLDetailsElement) {
    named.open = true
    named.scrollIntoView()
  }
} catch (error) {
  main.replaceChildren(element('p', {}, `The document could not be read: ${error.message}. Reload the page to try again.`))
}
