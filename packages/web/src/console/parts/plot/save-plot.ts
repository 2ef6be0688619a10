import { saveFile } from '../save-chart.ts'
import { csvOf, plotRows } from './plot-rows.ts'
import type { Plot } from './plot.ts'

const SCALE = 2

export async function savePlot(as: 'png' | 'svg' | 'csv', plot: Plot, name: string): Promise<void> {
  if (as === 'csv') return saveFile(new Blob([csvOf(plotRows(plot))], { type: 'text/csv' }), `${name}.csv`)
  const { svgOf, savedSize } = await import('./draw-plot.ts')
  const drawing = svgOf(plot)
  if (as === 'svg') return saveFile(new Blob([drawing], { type: 'image/svg+xml' }), `${name}.svg`)
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawing)}`
  await image.decode()
  const { width, height } = savedSize(plot)
  const canvas = new OffscreenCanvas(width * SCALE, height * SCALE)
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  saveFile(await canvas.convertToBlob({ type: 'image/png' }), `${name}.png`)
}
