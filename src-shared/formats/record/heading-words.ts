import type { Role } from './member-role.ts'

/** Headings of tables in other languages, their words joined: German, French, Spanish, Portuguese, Russian, Chinese, Japanese, Korean. */
export const OTHER_LANGUAGES: Readonly<Partial<Record<Role, string>>> = {
  start:
    'anfang startadresse beginn anfangsadresse début debut adressededébut inicio direccióninicial comienzo início endereçoinicial начало начальныйадрес 起始地址 起始 起始虚拟地址 开始 开始地址 首地址 開始アドレス 開始 시작 시작주소',
  end: 'ende endadresse fin adressedefin direcciónfinal final fim endereçofinal конец конечныйадрес 结束地址 结束 终止地址 末地址 終了アドレス 終了 끝 끝주소',
  range:
    'adresse adressbereich adressen bereich plage plagedadresses dirección rango rangodedirecciones endereço адрес адреса диапазон диапазонадресов 地址 地址范围 地址区间 虚拟地址 虚拟地址范围 线性地址 范围 区间 アドレス アドレス範囲 주소 주소범위',
  size: 'größe groesse länge taille tamaño tamanho размер 大小 长度 サイズ 크기',
  perms:
    'rechte zugriff zugriffsrechte berechtigungen droits permisos permissões права доступ правадоступа 权限 许可权 许可 权限位 访问权限 保护 属性 标志 権限 パーミッション 권한',
  offset: 'versatz décalage desplazamiento deslocamento смещение 偏移 偏移量 文件偏移 オフセット 오프셋',
  device: 'gerät périphérique dispositivo устройство 设备 设备号 デバイス',
  inode: '节点 索引节点 节点号',
  file: 'datei pfad fichier chemin archivo ruta arquivo caminho файл путь 文件 文件名 映射文件 映射的文件 所映射的文件 对应文件 路径 文件路径 ファイル パス 파일 경로',
  name: 'nom nombre nome имя название 名称 名字 名前 映射 이름',
  remark: 'beschreibung bemerkung description описание 说明 备注 用途 描述 内容 含义 説明 備考 설명'
}
