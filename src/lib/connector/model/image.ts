/** The provider's image and the version that vkctl knows (azure-aci v1.6.4, published on MCR). */
export const connectorImage = {repository: 'mcr.microsoft.com/oss/virtual-kubelet/virtual-kubelet', tag: '1.6.4'} as const

/** The image that vkctl's own chart runs with these values; `--set-values` may name another one. */
export function imageOfValues({image = {}}: {readonly image?: {readonly repository?: string; readonly tag?: string}}): string {
  return `${image.repository ?? connectorImage.repository}:${image.tag ?? connectorImage.tag}`
}
