/** An image that is in memory: its address lives as long as it is drawn. */
import { useCallback, type ComponentProps } from 'react'

export function BlobImage({ blob, alt, ...rest }: Omit<ComponentProps<'img'>, 'src' | 'ref'> & { blob: Blob; alt: string }) {
  const show = useCallback((element: HTMLImageElement | null) => {
    if (element === null) return
    const address = URL.createObjectURL(blob)
    element.src = address
    return () => URL.revokeObjectURL(address)
  }, [blob])
  return <img ref={show} alt={alt} {...rest} />
}
