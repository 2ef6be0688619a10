/** The bytes of a file as they are, in base64. */
export function base64Of(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve((reader.result as string).replace(/^[^,]*,/, '')))
    reader.addEventListener('error', () => reject(new Error('The file could not be read. Choose it again; if it lies on another machine, copy it here first.', { cause: reader.error })))
    reader.readAsDataURL(file)
  })
}
