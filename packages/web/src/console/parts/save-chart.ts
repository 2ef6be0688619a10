/** Charts to take away. The drawing's colours are variables of the page, so they are written out first. */
import { csvOf } from './plot/plot-rows.ts'

const SCALE = 2
const WRITTEN = ['fill', 'stroke', 'font-family', 'font-size', 'fill-opacity'] as const

export function saveChart(as: 'png' | 'svg' | 'csv', picture: SVGSVGElement, rows: readonly (readonly string[])[], name: string): void {
  if (as === 'csv') return saveFile(new Blob([csvOf(rows)], { type: 'text/csv' }), `${name}.csv`)
  const text = new XMLSerializer().serializeToString(standalone(picture))
  if (as === 'svg') return saveFile(new Blob([text], { type: 'image/svg+xml' }), `${name}.svg`)
  const image = new Image()
  image.addEventListener('load', () => {
    const canvas = document.createElement('canvas')
    canvas.width = picture.clientWidth * SCALE
    canvas.height = picture.clientHeight * SCALE
    const context = canvas.getContext('2d')
    if (context === null) return
    context.scale(SCALE, SCALE)
    context.fillStyle = getComputedStyle(document.documentElement).backgroundColor
    context.fillRect(0, 0, picture.clientWidth, picture.clientHeight)
    context.drawImage(image, 0, 0)
    canvas.toBlob((blob) => blob && saveFile(blob, `${name}.png`))
  })
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`
}

function standalone(picture: SVGSVGElement): SVGSVGElement {
  const copy = picture.cloneNode(true) as SVGSVGElement
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  const originals = picture.querySelectorAll('*')
  copy.querySelectorAll('*').forEach((element, place) => {
    const style = getComputedStyle(originals[place]!)
    for (const property of WRITTEN) element.setAttribute(property, style.getPropertyValue(property))
  })
  return copy
}

export function saveFile(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has taken the file by the next turn of its loop.
  setTimeout(() => URL.revokeObjectURL(address), 1_000)
}
