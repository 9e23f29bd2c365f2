/** Driver structs of buses whose devices are of that bus alone: no device is on two of them. Platform, auxiliary and I2C drivers are left out: theirs are parts of other devices. */
export const deviceBuses: ReadonlyMap<string, string> = new Map([
  ['pci_driver', 'pci'],
  ['pci_error_handlers', 'pci'],
  ['usb_driver', 'usb'],
  ['sdio_driver', 'sdio'],
  ['pcmcia_driver', 'pcmcia'],
  ['vio_driver', 'vio'],
  ['virtio_driver', 'virtio'],
]);
