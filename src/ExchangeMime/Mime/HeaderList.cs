using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace Microsoft.Exchange.Data.Mime;

public class HeaderList : MimeNode, IEnumerable<Header>
{
    internal HeaderList()
    {
    }

    public Header FindFirst(string name) => Children.Cast<Header>().FirstOrDefault(header => Is(header, name));

    public Header[] FindAll(string name) => Children.Cast<Header>().Where(header => Is(header, name)).ToArray();

    public void RemoveAll(string name) => Remove(node => Is((Header)node, name));

    IEnumerator<Header> IEnumerable<Header>.GetEnumerator() => Children.Cast<Header>().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => Children.GetEnumerator();

    private static bool Is(Header header, string name) => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase);
}
