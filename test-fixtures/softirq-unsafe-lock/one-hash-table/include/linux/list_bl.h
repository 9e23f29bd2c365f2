struct hlist_bl_head {
    struct hlist_bl_node *first;
};
