struct port {
    struct mutex lock;
    int line;
    int console_line;
    int speed;
};
