using IpBlock.Testing.Servers;

namespace IpBlock.EndToEnd.Import;

/// <summary>Files that configurations of Exim name.</summary>
internal static class EximFiles
{
    public static ScratchFolder Make()
    {
        var folder = new ScratchFolder();
        folder.Write("lists", "a.example.org\nb.example.org\n");
        folder.Write("exceptions", "accept senders = *@friend.example\n");
        folder.Write("macros", "FRIENDS_PASS = yes\n");
        return folder;
    }
}
