// kill-at N BELOW LOG PROGRAM [ARGUMENT...]
//
// Runs PROGRAM and counts the calls of all its threads and processes that change something below the directory BELOW, in one order.
// At the entry of the Nth (0: never) PROGRAM itself is killed, so that this call is not made; its children live on, and are waited for.
// LOG gets a line a call: its name and the path. strace counts the calls of each thread by itself, and so cannot meet the Nth of all.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/filter.h>
#include <linux/fs.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

// Where a call says what it changes: a descriptor, or a path (below a directory's descriptor, or the working directory: -1).
enum { BY_DESCRIPTOR, BY_PATH };

struct call {
    long number;
    const char *name;
    int kind;
    int descriptor;
    int path;
};

static const struct call calls[] = {
    { SYS_write, "write", BY_DESCRIPTOR, 0, 0 },
    { SYS_writev, "writev", BY_DESCRIPTOR, 0, 0 },
    { SYS_pwrite64, "pwrite64", BY_DESCRIPTOR, 0, 0 },
    { SYS_pwritev, "pwritev", BY_DESCRIPTOR, 0, 0 },
    { SYS_sendfile, "sendfile", BY_DESCRIPTOR, 0, 0 },
    { SYS_copy_file_range, "copy_file_range", BY_DESCRIPTOR, 2, 0 },
    { SYS_ioctl, "ioctl(FICLONE)", BY_DESCRIPTOR, 0, 0 },
    { SYS_fsync, "fsync", BY_DESCRIPTOR, 0, 0 },
    { SYS_fdatasync, "fdatasync", BY_DESCRIPTOR, 0, 0 },
    { SYS_syncfs, "syncfs", BY_DESCRIPTOR, 0, 0 },
    { SYS_sync_file_range, "sync_file_range", BY_DESCRIPTOR, 0, 0 },
    { SYS_ftruncate, "ftruncate", BY_DESCRIPTOR, 0, 0 },
    { SYS_fallocate, "fallocate", BY_DESCRIPTOR, 0, 0 },
    { SYS_fchmod, "fchmod", BY_DESCRIPTOR, 0, 0 },
    { SYS_fchown, "fchown", BY_DESCRIPTOR, 0, 0 },
    { SYS_utimensat, "utimensat", BY_PATH, 0, 1 },
    { SYS_openat, "openat", BY_PATH, 0, 1 },
    { SYS_mkdirat, "mkdirat", BY_PATH, 0, 1 },
    { SYS_unlinkat, "unlinkat", BY_PATH, 0, 1 },
    { SYS_fchmodat, "fchmodat", BY_PATH, 0, 1 },
    { SYS_symlinkat, "symlinkat", BY_PATH, 1, 2 },
    { SYS_linkat, "linkat", BY_PATH, 2, 3 },
    { SYS_renameat2, "renameat2", BY_PATH, 2, 3 },
#ifdef SYS_open
    { SYS_open, "open", BY_PATH, -1, 0 },
    { SYS_mkdir, "mkdir", BY_PATH, -1, 0 },
    { SYS_rmdir, "rmdir", BY_PATH, -1, 0 },
    { SYS_unlink, "unlink", BY_PATH, -1, 0 },
    { SYS_chmod, "chmod", BY_PATH, -1, 0 },
    { SYS_symlink, "symlink", BY_PATH, -1, 1 },
    { SYS_link, "link", BY_PATH, -1, 1 },
    { SYS_rename, "rename", BY_PATH, -1, 1 },
    { SYS_renameat, "renameat", BY_PATH, 2, 3 },
#endif
};

static void fail(const char *what) {
    perror(what);
    exit(125);
}

#define CALLS (sizeof calls / sizeof *calls)

// Only the calls of the list stop for us; all the others, which are many more, run at full speed.
static void stop_at_calls(void) {
    struct sock_filter filter[CALLS + 3];
    filter[0] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    for (size_t i = 0; i < CALLS; i++)
        filter[i + 1] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)calls[i].number, (unsigned char)(CALLS - i), 0);
    filter[CALLS + 1] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    filter[CALLS + 2] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE);
    struct sock_fprog program = { CALLS + 3, filter };
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program))
        fail("seccomp");
}

static const struct call *changing(const struct __ptrace_syscall_info *info) {
    long number = (long)info->seccomp.nr;
    for (size_t i = 0; i < CALLS; i++) {
        if (calls[i].number != number)
            continue;
        if (number == SYS_ioctl && info->seccomp.args[1] != FICLONE)
            return NULL;
        if (number == SYS_openat && !(info->seccomp.args[2] & (O_CREAT | O_TRUNC)))
            return NULL;
#ifdef SYS_open
        if (number == SYS_open && !(info->seccomp.args[1] & (O_CREAT | O_TRUNC)))
            return NULL;
#endif
        return &calls[i];
    }
    return NULL;
}

static void read_link(pid_t thread, const char *format, int descriptor, char *path) {
    char link[64];
    snprintf(link, sizeof link, format, thread, descriptor);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    path[length < 0 ? 0 : length] = 0;
}

static void read_text(pid_t thread, uint64_t address, char *text) {
    struct iovec here = { text, PATH_MAX - 1 };
    // Page by page: what follows the text may not be there.
    size_t have = 0;
    while (have < PATH_MAX - 1) {
        size_t part = 4096 - ((address + have) & 4095);
        here.iov_base = text + have;
        here.iov_len = part < PATH_MAX - 1 - have ? part : PATH_MAX - 1 - have;
        struct iovec there = { (void *)(address + have), here.iov_len };
        ssize_t got = process_vm_readv(thread, &here, 1, &there, 1, 0);
        if (got <= 0)
            break;
        if (memchr(text + have, 0, (size_t)got))
            return;
        have += (size_t)got;
    }
    text[have] = 0;
}

static void path_of(pid_t thread, const struct call *call, const uint64_t *args, char *path) {
    static char name[PATH_MAX];
    if (call->kind == BY_DESCRIPTOR) {
        read_link(thread, "/proc/%d/fd/%d", (int)args[call->descriptor], path);
        return;
    }

    name[0] = 0;
    if (args[call->path])
        read_text(thread, args[call->path], name);
    if (name[0] == '/') {
        strcpy(path, name);
        return;
    }

    int directory = call->descriptor < 0 ? AT_FDCWD : (int)args[call->descriptor];
    read_link(thread, directory == AT_FDCWD ? "/proc/%d/cwd" : "/proc/%d/fd/%d", directory, path);
    if (name[0] && strlen(path) + strlen(name) + 2 < PATH_MAX)
        strcat(strcat(path, "/"), name);
}

int main(int argc, char **argv) {
    if (argc < 5)
        return 125;

    long kill_at = atol(argv[1]), count = 0;
    const char *below = argv[2];
    FILE *log = fopen(argv[3], "w");
    if (!log)
        fail(argv[3]);

    pid_t program = fork();
    if (program == 0) {
        fclose(log);
        ptrace(PTRACE_TRACEME, 0, 0, 0);
        raise(SIGSTOP);
        stop_at_calls();
        execvp(argv[4], argv + 4);
        fail(argv[4]);
    }

    int status, result = 125, is_counting = 1;
    if (waitpid(program, &status, 0) != program || !WIFSTOPPED(status))
        fail("waitpid");
    long options = PTRACE_O_TRACESECCOMP | PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL;
    if (ptrace(PTRACE_SETOPTIONS, program, 0, options) || ptrace(PTRACE_CONT, program, 0, 0))
        fail("ptrace");

    static char path[PATH_MAX];
    for (pid_t thread; (thread = waitpid(-1, &status, __WALL)) > 0 || errno == EINTR;) {
        if (thread <= 0)
            continue;
        if (!WIFSTOPPED(status)) {
            if (thread == program)
                result = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
            continue;
        }

        struct __ptrace_syscall_info info;
        const struct call *call = NULL;
        if (is_counting && status >> 8 == (SIGTRAP | PTRACE_EVENT_SECCOMP << 8) && ptrace(PTRACE_GET_SYSCALL_INFO, thread, sizeof info, &info) > 0)
            call = changing(&info);
        if (call)
            path_of(thread, call, (const uint64_t *)info.seccomp.args, path);
        if (call && strncmp(path, below, strlen(below)) == 0) {
            fprintf(log, "%s %s\n", call->name, path + strlen(below));
            if (++count == kill_at) {
                is_counting = 0;
                kill(program, SIGKILL);
            }
        }

        // What is no signal to the program: an event of the tracing itself, or the first stop of a new thread.
        int sent = WSTOPSIG(status);
        ptrace(PTRACE_CONT, thread, 0, status >> 16 || sent == SIGSTOP ? 0 : sent);
    }

    fclose(log);
    return result;
}
