/** The provider's image and the version that vkctl knows (azure-aci v1.6.4, published on MCR). */
export const connectorImage = {repository: 'mcr.microsoft.com/oss/virtual-kubelet/virtual-kubelet', tag: '1.6.4'} as const

/** A tag, or a tag with a digest, as the chart and the registry accept it. */
export function isImageTag(text: string): boolean {
  return /^\w[\w.-]{0,127}(@sha256:[\da-f]{64})?$/.test(text)
}

/** The image that vkctl's own chart runs with these values; `--set-values` may name another one. */
export function imageOfValues({image = {}}: {readonly image?: {readonly repository?: string; readonly tag?: string}}): string {
  return `${image.repository ?? connectorImage.repository}:${image.tag ?? connectorImage.tag}`
}
