struct tree {
    struct mutex tree_lock;
    struct mutex extents_lock;
    int free;
};
