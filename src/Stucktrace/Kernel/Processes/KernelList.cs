using Stucktrace.Machine.Memory;

namespace Stucktrace.Kernel.Processes;

/// <summary>The kernel's doubly linked rings (include/linux/list.h, rculist.h): a node is two pointers, next and prev, into other nodes.</summary>
/// <param name="memory">Where the nodes lie.</param>
/// <param name="rules">The poison of the era.</param>
public sealed class KernelList(SparseMemory memory, ProcessRules rules)
{
    /// <summary>INIT_LIST_HEAD: a ring of one.</summary>
    /// <param name="node">The node.</param>
    public void Initialise(ulong node) => Link(node, node, node);

    /// <summary>list_add_tail and list_add_tail_rcu: puts a node before the head.</summary>
    /// <param name="node">The node.</param>
    /// <param name="head">The head.</param>
    public void AddTail(ulong node, ulong head)
    {
        ulong last = Previous(head);
        Link(node, head, last);
        memory.Write(head + 8, 8, node);
        memory.Write(last, 8, node);
    }

    /// <summary>list_del_rcu: neighbours skip the node; its own next stays as it was, for readers that are just there, and prev is poisoned.</summary>
    /// <param name="node">The node.</param>
    public void DeleteForReaders(ulong node)
    {
        Unlink(node);
        memory.Write(node + 8, 8, rules.Poison2);
    }

    /// <summary>list_del: both pointers are poisoned.</summary>
    /// <param name="node">The node.</param>
    public void Delete(ulong node)
    {
        Unlink(node);
        Link(node, rules.Poison1, rules.Poison2);
    }

    /// <summary>list_del_init: the node becomes a ring of its own.</summary>
    /// <param name="node">The node.</param>
    public void DeleteAndInitialise(ulong node)
    {
        Unlink(node);
        Initialise(node);
    }

    /// <summary>list_replace_rcu: a new node takes the place of an old one, whose next stays and whose prev is poisoned.</summary>
    /// <param name="old">The old node.</param>
    /// <param name="replacement">The new one.</param>
    public void ReplaceForReaders(ulong old, ulong replacement)
    {
        ulong next = Next(old), previous = Previous(old);
        Link(replacement, next, previous);
        memory.Write(previous, 8, replacement);
        memory.Write(next + 8, 8, replacement);
        memory.Write(old + 8, 8, rules.Poison2);
    }

    /// <summary>The next node.</summary>
    /// <param name="node">The node.</param>
    public ulong Next(ulong node) => memory.Read(node, 8, out ulong next) == MemoryAnswer.NotInInput ? 0 : next;

    /// <summary>The node before.</summary>
    /// <param name="node">The node.</param>
    public ulong Previous(ulong node) => memory.Read(node + 8, 8, out ulong previous) == MemoryAnswer.NotInInput ? 0 : previous;

    void Unlink(ulong node)
    {
        ulong next = Next(node), previous = Previous(node);
        memory.Write(next + 8, 8, previous);
        memory.Write(previous, 8, next);
    }

    void Link(ulong node, ulong next, ulong previous)
    {
        memory.Write(node, 8, next);
        memory.Write(node + 8, 8, previous);
    }
}
