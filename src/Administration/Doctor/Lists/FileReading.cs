using System;
using System.IO;
using IpBlock.Lists;

namespace IpBlock.Administration.Doctor.Lists;

/// <summary>Whether this account may read a file, whatever is wrong with it otherwise.</summary>
internal static class FileReading
{
    /// <summary>False only when the file may not be read; true also when it is not there.</summary>
    public static bool MayRead(string path)
    {
        try
        {
            using (ListContent.Open(path))
                return true;
        }
        catch (UnauthorizedAccessException)
        {
            return Directory.Exists(path);
        }
        catch (IOException)
        {
            return true; // what is wrong is said by who reads it
        }
    }
}
