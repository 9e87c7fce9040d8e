using System;
using System.Collections;
using System.Collections.Generic;

namespace Microsoft.Exchange.Data.Mime;

public abstract class MimeNode : IEnumerable<MimeNode>
{
    private readonly List<MimeNode> _children = new();
    private MimeNode _parent;

    internal MimeNode()
    {
    }

    internal IReadOnlyList<MimeNode> Children => _children;

    public MimeNode AppendChild(MimeNode newChild)
    {
        if (newChild == null)
            throw new ArgumentNullException(nameof(newChild));
        if (newChild._parent != null)
            throw new ArgumentException("The node has a parent already.", nameof(newChild));
        newChild._parent = this;
        _children.Add(newChild);
        return newChild;
    }

    IEnumerator<MimeNode> IEnumerable<MimeNode>.GetEnumerator() => _children.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _children.GetEnumerator();

    internal void Remove(Predicate<MimeNode> which) => _children.RemoveAll(which);
}
