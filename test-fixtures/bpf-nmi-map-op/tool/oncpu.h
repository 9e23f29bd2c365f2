#define MAX_ENTRIES 10240
#define MAX_DEPTH 127

struct key {
    unsigned int tgid;
    int stack;
};

struct hist {
    unsigned long long slots[26];
};
