// Of a function that has a stub where an option is off, the other one counts, whatever the stub returns.
struct pins;

#ifdef CONFIG_PINS
int pins_select(struct pins *pins);
#else
static inline int pins_select(struct pins *pins)
{
    return 0;
}
#endif
