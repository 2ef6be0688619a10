/**
 * Leaves a `.br` and a `.gz` beside every text file of the client build, packed as hard as they go, once, so that
 * the server only picks one (`@fastify/static` with `preCompressed: true`) and spends nothing a request.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const TEXT = /\.(?:js|css|svg|html)$/
/** Smaller ones fit a packet or two as they are. */
const SMALLEST_BYTES = 1024

export function compressAssets(): Plugin {
  let folder = ''
  return {
    name: 'compress-assets',
    apply: 'build',
    configResolved: (config) => {
      folder = join(config.root, config.build.outDir)
    },
    closeBundle: async () => {
      const files = await readdir(folder, { recursive: true })
      // Names are of their contents: what an earlier build into the same folder packed stays.
      const fresh = files.filter((file) => TEXT.test(file) && !files.includes(`${file}.br`))
      await Promise.all(fresh.map((file) => compress(join(folder, file))))
    },
  }
}

async function compress(file: string): Promise<void> {
  const bytes = await readFile(file)
  if (bytes.length < SMALLEST_BYTES) return
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }
  await writeFile(`${file}.br`, await promisify(brotliCompress)(bytes, brotli))
  await writeFile(`${file}.gz`, await promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }))
}
