/** The picture on the screen of a phone, a tablet or in a browser's window, standing on a plain ground. Its own shape is kept; the device takes it. */
import { IMAGE_SIDE_MOST, type TransformParams } from '@troupe/contract/image'
import { ofPixels, pixelsOf } from '../codec.ts'
import type { Pixels } from '../generated.ts'
import { rasterised } from '../rasterise.ts'
import { round, svgOf } from './overlay.ts'
import { brightness, hexOf, mixed, toneOf } from './tone.ts'
import { alsoShowing, type Transform } from './transform.ts'

type Device = TransformParams['device-frame']['device']

/** In shares of the screen's shorter side. */
const SHAPES: Readonly<Record<Device, { readonly bezel: number; readonly bar: number; readonly corner: number; readonly name: string }>> = {
  phone: { bezel: 0.035, bar: 0.085, corner: 0.09, name: 'on a phone' },
  tablet: { bezel: 0.055, bar: 0, corner: 0.035, name: 'on a tablet' },
  browser: { bezel: 0, bar: 0.075, corner: 0.022, name: 'in a browser window' },
}
const MARGIN = 0.11

export const deviceFrame: Transform<'device-frame'> = {
  async apply(picture, { device, background }) {
    const shape = SHAPES[device]
    const screen = await fitting(picture, shape)
    const { width, height } = screen
    const unit = Math.min(width, height)
    const [bezel, bar, margin, corner] = [shape.bezel, shape.bar, MARGIN, shape.corner].map((share) => Math.round(unit * share)) as [number, number, number, number]
    const whole = { width: width + 2 * (bezel + margin), height: height + bar + 2 * (bezel + margin) }
    const [left, top] = [margin + bezel, margin + bezel + bar]
    const tone = toneOf(screen)
    const ground = background ?? hexOf(mixed(tone, brightness(tone) < 0.75 ? [244, 243, 246] : [198, 204, 217], 0.8))
    const inner = Math.max(0, corner - bezel)
    const body = { x: margin, y: margin, width: width + 2 * bezel, height: height + bar + 2 * bezel }
    const base = rasterised({ ...whole, svg: svgOf(whole.width, whole.height, `<rect width="100%" height="100%" fill="${ground}"/>${shadow(body, corner, unit)}${bodyOf(device, body, corner, bar)}${device === 'phone' ? statusBar(screen, left, top - bar, bar, inner) : ''}`) })
    // Corners of the screen are cut to the body's shape, where no bar lies above them.
    const mask = rasterised({ width, height, svg: svgOf(width, height, `<path d="${roundedPath(width, height, device === 'tablet' ? inner : 0, inner)}" fill="#fff"/>`) })
    const cut = await pixelsOf(ofPixels(screen).composite([{ input: Buffer.from(mask.data), raw: { width, height, channels: 4 }, blend: 'dest-in' }]))
    return pixelsOf(ofPixels(base).composite([{ input: Buffer.from(cut.data), raw: { width, height, channels: 4 }, left, top }]))
  },
  describe: (before, { device }) => alsoShowing(before, `Shown ${SHAPES[device].name}.`, [`shown ${SHAPES[device].name}`]),
}

/** Above the picture, in the colour of its upper edge, so that the camera hides nothing of it. */
function statusBar({ width, data }: Pixels, x: number, y: number, bar: number, corner: number): string {
  const edge = hexOf(toneOf({ width, height: 1, data: data.subarray(0, width * 4) }))
  const pill = { width: bar * 2.6, height: bar * 0.55 }
  return `<path transform="translate(${x} ${y})" d="${roundedPath(width, bar, Math.min(corner, bar), 0)}" fill="${edge}"/><rect x="${round(x + (width - pill.width) / 2)}" y="${round(y + bar * 0.28)}" width="${round(pill.width)}" height="${round(pill.height)}" rx="${round(pill.height / 2)}" fill="#0b0c0f"/>`
}

/** Shrunk where the device round it would be larger than a picture may be. */
async function fitting(picture: Pixels, { bezel, bar }: { readonly bezel: number; readonly bar: number }): Promise<Pixels> {
  const unit = Math.min(picture.width, picture.height)
  const around = 2 * (bezel + MARGIN) * unit
  const scale = Math.min(1, IMAGE_SIDE_MOST / (picture.width + around + 2), IMAGE_SIDE_MOST / (picture.height + around + bar * unit + 2))
  return scale === 1 ? picture : pixelsOf(ofPixels(picture).resize(Math.max(1, Math.floor(picture.width * scale)), Math.max(1, Math.floor(picture.height * scale)), { fit: 'fill' }))
}

interface Body { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** Soft, by rings of growing size: a blur of this radius over the whole picture takes resvg ten times as long. */
function shadow({ x, y, width, height }: Body, corner: number, unit: number): string {
  return Array.from({ length: 10 }, (_, i) => {
    const out = (i + 1) * unit * 0.0065
    return `<rect x="${round(x - out)}" y="${round(y - out + unit * 0.02)}" width="${round(width + 2 * out)}" height="${round(height + 2 * out)}" rx="${round(corner + out)}" fill="#000" fill-opacity="0.025"/>`
  }).join('')
}

function bodyOf(device: Device, { x, y, width, height }: Body, corner: number, bar: number): string {
  const rect = (fill: string): string => `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${corner}" fill="${fill}"/>`
  if (device !== 'browser') return `${rect('#15161a')}<rect x="${x + 1}" y="${y + 1}" width="${width - 2}" height="${height - 2}" rx="${Math.max(0, corner - 1)}" fill="none" stroke="#3a3c44" stroke-width="2"/>`
  const dots = ['#f26d6d', '#f2c14e', '#63c174'].map((fill, i) => `<circle cx="${round(x + bar * (0.55 + 0.45 * i))}" cy="${round(y + bar / 2)}" r="${round(bar * 0.15)}" fill="${fill}"/>`).join('')
  return `${rect('#e7e8ec')}${dots}<rect x="${round(x + bar * 2.1)}" y="${round(y + bar * 0.2)}" width="${round(Math.max(1, width - bar * 2.7))}" height="${round(bar * 0.6)}" rx="${round(bar * 0.3)}" fill="#fff"/>`
}

function roundedPath(width: number, height: number, above: number, below: number): string {
  return `M${above} 0H${width - above}Q${width} 0 ${width} ${above}V${height - below}Q${width} ${height} ${width - below} ${height}H${below}Q0 ${height} 0 ${height - below}V${above}Q0 0 ${above} 0Z`
}
