/** The size of the terminal in the picture. */
export const columns = 84
export const rows = 24

/** The commands of the picture, as they are typed. */
export const story: readonly string[] = [
  'vkctl provider register --wait',
  'vkctl install-connector --os-type Both --assign-role -o none',
  'vkctl validate',
  'vkctl sample --os-type Linux | kubectl apply -f -',
  'vkctl sample --os-type Windows | kubectl apply -f -',
  'kubectl wait pods --all --for condition=Ready',
  'vkctl remove-connector --os-type Both --yes -o none',
]
