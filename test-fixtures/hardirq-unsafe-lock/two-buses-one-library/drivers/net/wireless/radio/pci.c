#include <linux/pci.h>
#include "radio.h"

static int radio_pci_probe(struct pci_dev *device, const struct pci_device_id *id)
{
    radio_setup(radio_map(device));
    return 0;
}

static struct pci_driver radio_pci_driver = {
    .probe = radio_pci_probe,
};
