// Another file's static variable hides no function of the same name.
static int (*lamp_irq)(int irq, void *data);

void clock_handler(int (*handler)(int irq, void *data))
{
    lamp_irq = handler;
}
