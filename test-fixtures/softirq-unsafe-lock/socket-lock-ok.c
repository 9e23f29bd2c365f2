// With softirqs off around it.
#include <linux/timer.h>
#include <net/sock.h>

struct chat_sock {
    struct sock sk;
    struct timer_list ping;
    int pings;
};

static void chat_ping(struct timer_list *t)
{   // ctx: softirq
    struct chat_sock *chat = from_timer(chat, t, ping);
    struct sock *sk = &chat->sk;

    bh_lock_sock(sk);
    if (!sock_owned_by_user(sk))
        chat->pings++;
    bh_unlock_sock(sk);
}

static int chat_connect(struct socket *sock, struct sockaddr *addr, int len, int flags)
{   // ctx: process
    struct sock *sk = sock->sk;

    lock_sock(sk);
    start_handshake(sk);
    release_sock(sk);

    local_bh_disable();
    bh_lock_sock(sk);
    cancel_handshake(sk);
    bh_unlock_sock(sk);
    local_bh_enable();
    return 0;
}

static const struct proto_ops chat_ops = {
    .connect = chat_connect,
};

void chat_init(struct chat_sock *chat)
{
    timer_setup(&chat->ping, chat_ping, 0);
}
