#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/pci.h>

struct radio {
    struct mutex memory;
    struct pci_dev *pdev;
    int dumps;
};

int radio_request(struct radio *radio, int irq);
void radio_quiet(struct radio *radio);
